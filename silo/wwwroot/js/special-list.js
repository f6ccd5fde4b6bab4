// The special list of the hotline: asked for once for the figure in the head and for the desk, and again after a while.

import { get } from './api.js';
import { centre, tell } from './centre.js';

const renewEvery = 120_000;
const againAfter = 3_000;

export const { special } = centre;
let timer = 0;

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
