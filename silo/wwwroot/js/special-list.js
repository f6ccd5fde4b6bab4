// The special list of the hotline: asked for once for the figure in the head and for the desk, and again after a while.

import { get } from './api.js';
import { tell } from './centre.js';

const renewEvery = 120_000;
const againAfter = 3_000;

/** @type {{list: any, fault: Error | null}} what is known of the month that runs */
export const special = { list: null, fault: null };
let timer = 0;

/** How many places have to be solved, as soon as that is known. */
export function specialPlaces() {
  const problems = special.list?.problems;
  return problems ? problems.city + problems.district + problems.street : undefined;
}

/** Asks for the list of the month that runs. */
export async function renewSpecial() {
  clearTimeout(timer);
  try {
    special.list = await get('/special-list');
    special.fault = null;
  } catch (error) {
    special.fault = error;
  }
  // The server may still be reading its journal for the list; then it knows soon.
  timer = window.setTimeout(renewSpecial, special.fault && special.fault.status === 503 ? againAfter : renewEvery);
  tell('special');
}
