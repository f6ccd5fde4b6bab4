// The state of all cells, folded from a snapshot and the frames after it. Pure.

/**
 * @typedef {object} Board
 * @property {boolean} isKnown whether a snapshot has arrived
 * @property {number} position
 * @property {string} at
 * @property {Uint8Array} open open cases by cell index, 255 for more
 * @property {Uint8Array} overdue overdue cases by cell index
 * @property {object} totals
 * @property {object[]} streets
 * @property {object[]} units
 * @property {number[]} changed the indices that the last step changed; all of them after a snapshot
 */

/** @returns {Board} */
export function emptyBoard() {
  return {
    isKnown: false,
    position: 0,
    at: '',
    open: new Uint8Array(0),
    overdue: new Uint8Array(0),
    totals: { perMinute: [] },
    streets: [],
    units: [],
    changed: [],
  };
}

/** A snapshot replaces everything, whatever came before. */
export function fromSnapshot(message) {
  const open = bytesOf(message.open);
  return {
    isKnown: true,
    position: message.position,
    at: message.at,
    open,
    overdue: bytesOf(message.overdue),
    totals: message.totals,
    streets: message.streets ?? [],
    units: message.units ?? [],
    changed: Array.from(open.keys()),
  };
}

/**
 * A frame moves the board on. It answers null where it cannot: no snapshot yet, or a cell that the snapshot has not; then
 * the caller has to ask for a new snapshot, because a wrong map is worse than a late one. The arrays are changed in place:
 * a city of a million cells must not be copied twice a second.
 * @param {Board} board
 * @returns {Board | null}
 */
export function withFrame(board, frame) {
  if (!board.isKnown || frame.cells.some(([index]) => index >= board.open.length)) {
    return null;
  }
  if (frame.position < board.position) {
    // The frame is older than the snapshot, which holds its changes already.
    return { ...board, changed: [] };
  }
  for (const [index, open, overdue] of frame.cells) {
    board.open[index] = Math.min(255, open);
    board.overdue[index] = Math.min(255, overdue);
  }
  return {
    ...board,
    position: frame.position,
    at: frame.at,
    totals: frame.totals ?? board.totals,
    streets: frame.streets ?? board.streets,
    units: frame.units ?? board.units,
    changed: frame.cells.map(([index]) => index),
  };
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64 ?? ''), (c) => c.charCodeAt(0));
}
