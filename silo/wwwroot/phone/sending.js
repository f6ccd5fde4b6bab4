// What to do with the server's answer to something that waited. Pure.

/**
 * What becomes of an entry after an attempt: it is gone, it is kept because the server will never take it as it is, somebody
 * has to sign in first, or it is tried again.
 * @param {{status?: number}} error
 * @returns {'refused' | 'sign-in' | 'later'}
 */
export function fateOf(error) {
  const status = error?.status ?? 0;
  if (status === 401) {
    return 'sign-in';
  }
  // Time-outs, too many requests, full queues and full disks pass; every other "no" stays one.
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'refused' : 'later';
}

const first = 2_000;
const longest = 60_000;

/** How long to wait after so many attempts in vain, shaken so that a crew that finds its network again does not come at once. */
export function pause(attempts, random) {
  return Math.min(longest, first * 2 ** Math.min(attempts, 8)) * (0.5 + random / 2);
}

/**
 * What is sent of an entry now: the moment of sending goes along, so that a wrong clock is put right by the server.
 * @param {{body: object, isReport: boolean}} entry
 * @param {number} now
 */
export function bodyOf(entry, now) {
  return entry.isReport ? { ...entry.body, sentAt: new Date(now).toISOString() } : entry.body;
}
