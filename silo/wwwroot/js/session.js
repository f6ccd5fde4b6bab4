// Who one is here: an account that is signed in or, where the server is open, whoever one says one is.

import { get, send, useCsrf } from './api.js';
import { choose, chosen } from './choices.js';

export const session = {
  isOpen: false,
  /** @type {{name: string, role: string, subject: string, scope?: string} | null} */
  account: null,
  /** @type {string[]} the commands that the account may give */
  commands: [],
  hasOutside: false,
  /** The server's clock less ours when it was asked, in milliseconds. */
  ahead: 0,
};

/** Asks the server who one is. */
export async function loadSession() {
  take(await get('/session'));
  return session;
}

/** Takes over what the server, or this device when it is away from the server, knows. */
export function take(body) {
  Object.assign(session, { account: null, csrf: '' }, body);
  session.ahead = body.now ? Date.parse(body.now) - Date.now() : 0;
  useCsrf(body.csrf);
}

export async function signIn(name, password) {
  take(await send('/session', { name, password }));
}

export async function signOut() {
  await send('/session', undefined, 'DELETE');
  goSignIn();
}

/** To the page where one signs in, and back here afterwards. */
export function goSignIn() {
  location.assign(`/sign-in/?to=${encodeURIComponent(location.pathname + location.hash)}`);
}

/** As whom one acts in a role: the account's own name there, or the one that was chosen where the server is open. */
export function subjectIn(role, otherwise = '') {
  return session.isOpen ? chosen(`as.${role}`, otherwise) : session.account?.role === role ? session.account.subject : '';
}

/** Chooses whom to be, where the server is open. */
export function actAs(role, subject) {
  choose(`as.${role}`, subject);
}

/** What a command says of its actor: nothing where the account says it. */
export function by(role, subject) {
  return session.isOpen ? { by: `${role}:${subject}` } : {};
}

/** A new command id; made once for each thing that somebody does, so that it is done once however often it is sent. */
export function commandId() {
  // crypto.randomUUID is only there over HTTPS and on this machine.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
