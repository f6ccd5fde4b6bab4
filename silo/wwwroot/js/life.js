// The seven steps (七步闭环) of a case, and the journal's entries in words. Pure.

/** @typedef {import('./types.js').Entry} Entry */

export const steps = ['collect', 'file', 'dispatch', 'handle', 'feedback', 'check', 'evaluate'];

/** What happened, by the names of the journal without their version, and the step it belongs to. */
const kinds = {
  reported: 'collect',
  duplicate: 'collect',
  asked: 'collect',
  verified: 'collect',
  filed: 'file',
  rejected: 'file',
  dispatched: 'dispatch',
  returned: 'dispatch',
  accepted: 'handle',
  finished: 'feedback',
  checked: 'check',
  closed: 'check',
  passed: 'handle',
};

/**
 * How the journal's names are recognised, the most particular first.
 * @type {[string, RegExp][]}
 */
const patterns = [
  ['duplicate', /duplicate/],
  ['asked', /asked/],
  ['passed', /passed|expired|overdue/],
  ...Object.keys(kinds).map((kind) => /** @type {[string, RegExp]} */ ([kind, new RegExp(kind)])),
];

/** "case.dispatched.1" → "dispatched"; the name itself where it is not known. */
export function kindOf(name) {
  const plain = name.toLowerCase();
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? name;
}

/** The tone of a kind: what comes in, what is worked on, what is done, what went wrong. */
export function toneOf(kind) {
  switch (kind) {
    case 'reported':
    case 'asked':
    case 'verified':
      return 'in';
    case 'closed':
      return 'done';
    case 'passed':
    case 'returned':
      return 'late';
    case 'duplicate':
    case 'rejected':
      return 'out';
    default:
      return 'work';
  }
}

/** The step an entry belongs to. A due time belongs to the step whose work was due. */
export function stepOf(entry) {
  const kind = kindOf(entry.kind);
  if (kind === 'passed') {
    return { verification: 'collect', check: 'check' }[entry.body?.due] ?? 'handle';
  }
  return kinds[kind] ?? 'collect';
}

const current = {
  pendingVerification: 'collect',
  pendingFiling: 'file',
  pendingDispatch: 'dispatch',
  pendingAcceptance: 'handle',
  handling: 'handle',
  pendingCheck: 'check',
  pendingClosing: 'check',
  closed: 'evaluate',
};

/**
 * Where a case stands in the seven steps.
 * @returns {{step: string, state: 'past' | 'now' | 'ahead' | 'ended'}[]}
 */
export function progress(stage) {
  if (stage === 'rejected' || stage === 'duplicate') {
    const last = stage === 'rejected' ? 1 : 0;
    return steps.map((step, at) => ({ step, state: at < last ? 'past' : at === last ? 'ended' : 'ahead' }));
  }
  const now = steps.indexOf(current[stage] ?? 'collect');
  // A closed case is counted by the very act of closing: the last step is over too.
  return steps.map((step, at) => ({ step, state: at < now || stage === 'closed' ? 'past' : at === now ? 'now' : 'ahead' }));
}

/**
 * The last thing that happened to a case of which the case itself keeps the time.
 * @param {import('./types.js').Case} item
 * @returns {{kind: string, at: string}}
 */
export function lastKnown(item) {
  if (item.endedAt) {
    return { kind: { rejected: 'rejected', duplicate: 'duplicate' }[item.stage] ?? 'closed', at: item.endedAt };
  }
  if (item.dispatchedAt) {
    return { kind: 'dispatched', at: item.dispatchedAt };
  }
  return item.filedAt ? { kind: 'filed', at: item.filedAt } : { kind: 'reported', at: item.reportedAt };
}

/**
 * Splits "inspector:i-017" into its role and name.
 * @returns {{role: string, id: string}}
 */
export function actorOf(text) {
  const colon = (text ?? '').indexOf(':');
  return colon < 0 ? { role: '', id: text ?? '' } : { role: text.slice(0, colon), id: text.slice(colon + 1) };
}

/** Why an entry was made, as its author gave it: a reason, a result or a note. */
export function statedWhy(body) {
  const stated = body?.reason;
  return (typeof stated === 'string' ? stated : '') || textOf(body?.result) || body?.note || '';
}

/** The outcomes of a check are words of the page, everything else is the author's own text. */
function textOf(result) {
  return ['pass', 'fail', 'unable'].includes(result) ? '' : result;
}
