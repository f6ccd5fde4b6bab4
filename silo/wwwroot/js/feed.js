// The flow of what happens, slowed to what a person can read; what is left out is counted. Pure.

/** @typedef {import('./types.js').Happening} Happening */

/** Whether a happening touches a place: a cell or an area by the digits it begins with. What has no cell touches none. */
export function isAt(one, prefix) {
  return !prefix || Boolean(one.cell?.startsWith(prefix));
}

const kept = 400;
const waitingMost = 24;
const minute = 60_000;

export class Feed {
  /** @type {Happening[]} newest first */
  shown = [];
  /** @type {Happening[]} oldest first */
  waiting = [];
  isPaused = false;
  /** How many came while the flow was held. */
  held = 0;
  #last = 0;
  /** @type {{at: number, n: number}[]} what was left out, and when */
  #left = [];

  /**
   * Takes what a frame brought: a sample, and how many it left out.
   * @param {Happening[]} happenings
   * @param {number} skipped
   * @param {number} now milliseconds
   */
  add(happenings, skipped, now) {
    const fresh = happenings.filter((one) => one.position > this.#last).sort((a, b) => a.position - b.position);
    this.#last = fresh.at(-1)?.position ?? this.#last;
    this.waiting.push(...fresh);
    this.held += this.isPaused ? fresh.length + skipped : 0;
    const most = this.isPaused ? kept : waitingMost;
    const over = Math.max(0, this.waiting.length - most);
    this.waiting.splice(0, over);
    if (over + skipped > 0) {
      this.#left.push({ at: now, n: over + skipped });
    }
  }

  /** Adds what happened before, each once and in its place. */
  fill(happenings) {
    const known = new Set(this.shown.map((one) => one.position));
    const fresh = happenings.filter((one) => !known.has(one.position));
    this.shown = [...this.shown, ...fresh].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.position - a.position).slice(0, kept);
  }

  /** How many were left out in the last minute. */
  unseen(now) {
    this.#left = this.#left.filter(({ at }) => now - at < minute);
    return this.#left.reduce((sum, { n }) => sum + n, 0);
  }

  /** Shows the next few, faster when many wait. Answers those that became visible, newest first. */
  advance() {
    if (this.isPaused || this.waiting.length === 0) {
      return [];
    }
    const taken = this.waiting.splice(0, Math.ceil(this.waiting.length / 6)).reverse();
    this.shown = [...taken, ...this.shown].slice(0, kept);
    return taken;
  }

  /** Those that touch a place: a cell or an area by the digits it begins with. */
  at(prefix) {
    return this.shown.filter((one) => isAt(one, prefix));
  }

  hold() {
    this.isPaused = true;
    this.held = 0;
  }

  /** Everything that waits is shown at once. */
  resume() {
    this.isPaused = false;
    this.shown = [...this.waiting.reverse(), ...this.shown].slice(0, kept);
    this.waiting = [];
  }
}
