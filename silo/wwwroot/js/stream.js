// The one connection over which the server tells what happens. It comes back by itself, and never shows old as new.

const pingEvery = 15_000;
const firstWait = 1_000;
const longestWait = 20_000;

/**
 * Waits grow while the server is away, and are shaken so that a hundred walls do not all return in the same second.
 * @param {number} attempt from 0
 * @param {number} random from 0 to 1
 */
export function backoff(attempt, random) {
  return Math.min(longestWait, firstWait * 2 ** attempt) * (0.5 + random / 2);
}

/** The link is stale when even the pings stay away. */
export function isStale(heard, now) {
  return now - heard > 2 * pingEvery + 5_000;
}

/**
 * @typedef {object} StreamListener
 * @property {(message: any) => void} board a snapshot
 * @property {(message: any) => boolean} frame a change; false asks for a new snapshot
 * @property {(state: 'live' | 'reconnecting') => void} state
 * @property {() => void} heard anything at all arrived
 */

export class BoardStream {
  #address;
  #listener;
  /** @type {EventSource | null} */
  #source = null;
  #attempt = 0;
  #timer = 0;

  /**
   * @param {string} address
   * @param {StreamListener} listener
   */
  constructor(address, listener) {
    this.#address = address;
    this.#listener = listener;
  }

  open() {
    this.close();
    const source = new EventSource(this.#address);
    this.#source = source;
    // Each new connection begins with a snapshot, so nothing has to be resumed by position.
    source.addEventListener('board', (event) => this.#take(() => this.#listener.board(JSON.parse(event.data))));
    source.addEventListener('frame', (event) => this.#take(() => {
      if (!this.#listener.frame(JSON.parse(event.data))) {
        this.open();
      }
    }));
    source.addEventListener('ping', () => this.#take(() => {}));
    source.onerror = () => this.#retry();
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #take(act) {
    this.#attempt = 0;
    this.#listener.heard();
    this.#listener.state('live');
    act();
  }

  #retry() {
    // The browser's own retry neither grows nor tells; this one does both.
    this.close();
    this.#listener.state('reconnecting');
    this.#timer = setTimeout(() => this.open(), backoff(this.#attempt, Math.random()));
    this.#attempt += 1;
  }
}
