// What waits to be sent, in order, each with the command id that was made when somebody tapped: sent as often as it takes,
// done once.

import { send } from '../js/api.js';
import { commandId, loadSession } from '../js/session.js';
import { bodyOf, fateOf, pause } from './sending.js';
import { outbox } from './store.js';

/**
 * @typedef {object} Waiting
 * @property {string} id the command id
 * @property {string} path below /api/v1
 * @property {object} body
 * @property {boolean} isReport
 * @property {Blob[]} photos those that have not arrived yet
 * @property {string} words what it is, for people
 * @property {number} made
 * @property {number} tries
 * @property {string} [refused] why the server will not have it
 */

/** @type {{entries: Waiting[], isSending: boolean, needsSignIn: boolean}} */
export const state = { entries: [], isSending: false, needsSignIn: false };
const listeners = new Set();
let timer = 0;
let inVain = 0;

/** @param {(done?: {entry: Waiting, answer: any}) => void} listener */
export function onOutbox(listener) {
  listeners.add(listener);
}

function tell(done) {
  for (const listener of listeners) {
    listener(done);
  }
}

export async function openOutbox() {
  state.entries = await outbox.all();
  addEventListener('online', () => flush());
  document.addEventListener('visibilitychange', () => document.hidden || flush());
  tell();
  flush();
}

/**
 * Puts something where it cannot be lost, then tries to send it.
 * @param {{path: string, body: object, isReport?: boolean, photos: Blob[], words: string}} what
 */
export async function enqueue({ path, body, isReport = false, photos, words }) {
  const id = commandId();
  /** @type {Waiting} */
  const entry = { id, path, body: { ...body, id }, isReport, photos: [...photos], words, made: Date.now(), tries: 0 };
  await outbox.put(entry);
  state.entries = await outbox.all();
  inVain = 0;
  tell();
  flush();
  return id;
}

/** Takes back what was refused, or what nobody wants sent any more. */
export async function discard(id) {
  await outbox.remove(id);
  state.entries = await outbox.all();
  tell();
}

/** Tries a refused one once more. */
export async function retry(entry) {
  delete entry.refused;
  await outbox.put(entry);
  inVain = 0;
  flush();
}

/** Sends what can be sent. Of several tabs one sends; should two do it all the same, the command's id makes them one. */
export async function flush() {
  clearTimeout(timer);
  if (state.isSending) {
    return;
  }
  state.isSending = true;
  tell();
  const work = () => sendAll();
  await (navigator.locks ? navigator.locks.request('gridcity-outbox', work) : work());
  state.isSending = false;
  tell();
  if (state.entries.some((entry) => !entry.refused) && !state.needsSignIn) {
    inVain += 1;
    timer = setTimeout(flush, pause(inVain, Math.random()));
  }
}

async function sendAll() {
  for (const entry of await outbox.all()) {
    if (entry.refused) {
      continue;
    }
    const fate = await attempt(entry);
    state.entries = await outbox.all();
    tell();
    if (fate === 'later' || fate === 'sign-in') {
      state.needsSignIn = fate === 'sign-in';
      return;
    }
    state.needsSignIn = false;
  }
}

async function attempt(entry) {
  try {
    await sendPhotos(entry);
    const answer = await send(entry.path, bodyOf(entry, Date.now()));
    await outbox.remove(entry.id);
    inVain = 0;
    tell({ entry, answer });
    return 'done';
  } catch (error) {
    entry.tries += 1;
    const fate = error.kind === 'ForgedRequest' ? await renew() : fateOf(error);
    if (fate === 'refused') {
      entry.refused = error.message;
    }
    await outbox.put(entry);
    return fate;
  }
}

/** Photos go first: when the command arrives, they are there. Each is let go of only when it has arrived. */
async function sendPhotos(entry) {
  while (entry.photos.length > 0) {
    await send(`/photos?command=${entry.id}`, entry.photos[0]);
    entry.photos.shift();
    await outbox.put(entry);
  }
}

/** Somebody signed in anew in another tab: the proof of this one is old. */
async function renew() {
  await loadSession();
  return 'later';
}
