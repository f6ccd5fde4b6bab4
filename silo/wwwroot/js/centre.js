// What the whole page knows, and who wants to be told: the one place where state lives.

import { formatAddress, parseAddress } from './address.js';
import { emptyBoard } from './board.js';
import { Feed } from './feed.js';
import { shortCode } from './format.js';
import { nameOf } from './i18n.js';

/** @typedef {'board' | 'rows' | 'flow' | 'link' | 'address' | 'language' | 'theme' | 'tick' | 'happened' | 'covered' | 'shade' | 'acted' | 'special' | 'mapped'} Topic */

const bus = new EventTarget();

export const centre = {
  /** @type {import('./types.js').City} */
  city: /** @type {any} */ (null),
  board: emptyBoard(),
  feed: new Feed(),
  /** @type {{list: any, fault: Error | null}} what is known of the special list of the month that runs */
  special: { list: null, fault: null },
  address: parseAddress(location.hash),
  /** @type {{state: 'connecting' | 'live' | 'reconnecting' | 'stale', heard: number}} */
  link: { state: 'connecting', heard: 0 },
  /** How many pixels of the map lie under the drawer on its right. */
  covered: 0,
  /** What the page calls now: the server's clock, carried on by ours. */
  clock: { at: Date.now(), read: performance.now() },
};

/**
 * The time of the city in milliseconds: limits are judged by the server's clock, not by the viewer's. A demonstration's
 * clock runs faster than the day.
 */
export function cityNow() {
  return centre.clock.at + (performance.now() - centre.clock.read) * (centre.city?.speed ?? 1);
}

/** Sets the city's clock by a moment the server sent. */
export function setClock(at) {
  const moment = Date.parse(at);
  if (Number.isFinite(moment)) {
    centre.clock = { at: moment, read: performance.now() };
  }
}

/**
 * Calls back whenever a topic moves.
 * @param {Topic} topic
 * @param {(detail: any) => void} listener
 */
export function on(topic, listener) {
  bus.addEventListener(topic, (event) => listener(/** @type {CustomEvent} */ (event).detail));
}

/** @param {Topic} topic */
export function tell(topic, detail) {
  bus.dispatchEvent(new CustomEvent(topic, { detail }));
}

/** Takes over what the server says of the whole city. */
export function takeBoard(board, message) {
  const isNewRows = message.streets !== undefined || message.units !== undefined;
  centre.board = board;
  setClock(message.at);
  tell('board');
  if (isNewRows) {
    tell('rows');
  }
}

/** Changes what is looked at; the address bar follows, and the back button leads back. */
export function go(change) {
  const next = formatAddress({ ...centre.address, ...change });
  if (next !== formatAddress(centre.address)) {
    history.pushState(null, '', next === '#' ? location.pathname + location.search : next);
    follow();
  }
}

/** Takes over what the address bar says. */
export function follow() {
  const before = centre.address;
  centre.address = parseAddress(location.hash);
  tell('address', { before });
}

/** The name of a unit in the current language. */
export function unitName(id) {
  return nameOf(centre.city.units.find((unit) => unit.id === id)) || (id ?? '–');
}

/** The name of a street in the current language. */
export function streetName(code) {
  return nameOf(centre.city.streets.find((street) => street.code === code?.slice(0, 9))) || (code ?? '').slice(0, 9);
}

/** A cell by its street and the end of its code. */
export function placeName(code) {
  return code ? `${streetName(code)} ${shortCode(code)}` : '–';
}

/** The tier of a unit, where the city knows the unit. */
export function tierOf(unit) {
  return centre.city.units.find((one) => one.id === unit)?.tier;
}
