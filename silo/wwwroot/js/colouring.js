// By what the map is coloured: load, what is overdue, one class, one unit, or whole streets.

import { get } from './api.js';
import { centre, on, tell } from './centre.js';
import { classOf } from './palette.js';

/** The ways that are known before the server is asked, and those that it counts. */
export const shades = ['', 'overdue', 'street', 'class', 'unit'];
const renewEvery = 5_000;

/** One byte a cell, of the question that was asked last. */
let counted = new Uint8Array(0);
let asked = '';
let askedAt = 0;

/** The colour's step, 0 to 5, of a cell. */
export function stepOfCell(index) {
  switch (centre.address.shade) {
    case 'overdue':
      return classOf(centre.board.overdue[index] ?? 0);
    case 'street':
      return counted[index] ?? 0;
    case 'class':
    case 'unit':
      return classOf(counted[index] ?? 0);
    default:
      return classOf(centre.board.open[index] ?? 0);
  }
}

/** Whether a cell is hatched: where one class or unit is looked at, the overdue cases of others would mislead. */
export function isHatched(index) {
  return ['', 'overdue', 'street'].includes(centre.address.shade) && centre.board.overdue[index] > 0;
}

function question() {
  const { shade, class: kind, unit } = centre.address;
  switch (shade) {
    case 'street':
      return { by: 'street' };
    case 'class':
      return kind ? { class: kind } : null;
    case 'unit':
      return unit ? { unit } : null;
    default:
      return null;
  }
}

async function renew() {
  const now = question();
  const key = JSON.stringify(now);
  if (!now || (key === asked && performance.now() - askedAt < renewEvery)) {
    if (!now && counted.length > 0) {
      counted = new Uint8Array(0);
      asked = '';
    }
    return;
  }
  if (key !== asked) {
    counted = new Uint8Array(0);
  }
  asked = key;
  askedAt = performance.now();
  const { cells } = await get('/board/shade', now).catch(() => ({ cells: '' }));
  if (key === asked) {
    counted = Uint8Array.from(atob(cells), (letter) => letter.charCodeAt(0));
    tell('shade');
  }
}

on('address', renew);
on('rows', renew);
renew();
