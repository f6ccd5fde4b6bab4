// Rings that spread where something has just happened: the living part of the map, on a canvas of its own so that the
// map itself need not be painted for them.

import { isCalm } from './dom.js';
import { kindOf, toneOf } from './life.js';
import { colours } from './palette.js';
import { screenScale } from './scale.js';

const lasts = 1600;
const most = 40;
/** Milliseconds between pictures: rings look round at 20 a second, and without a graphics card each costs as much as the map. */
const pace = 50;

export class Pulses {
  #canvas;
  #toPixel;
  /** @type {{lon: number, lat: number, begun: number, tone: string}[]} */
  #alive = [];
  #isRunning = false;
  #painted = 0;
  #palette = colours();

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(lon: number, lat: number) => [number, number] | null} toPixel
   */
  constructor(canvas, toPixel) {
    this.#canvas = canvas;
    this.#toPixel = toPixel;
  }

  dress() {
    this.#palette = colours();
  }

  /** @param {string} kind what happened, by the name of its entry in the journal */
  add(lon, lat, kind) {
    // Whoever asked for less motion gets none here; the list and the colours of the cells tell the same.
    if (isCalm() || document.hidden) {
      return;
    }
    this.#alive.push({ lon, lat, tone: toneOf(kindOf(kind)), begun: performance.now() });
    this.#alive.splice(0, this.#alive.length - most);
    if (!this.#isRunning) {
      this.#isRunning = true;
      requestAnimationFrame(() => this.#paint());
    }
  }

  #paint() {
    const now = performance.now();
    if (now - this.#painted < pace) {
      requestAnimationFrame(() => this.#paint());
      return;
    }
    this.#painted = now;
    const canvas = this.#canvas;
    const [width, height] = [canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.#alive = this.#alive.filter((pulse) => now - pulse.begun < lasts);
    for (const pulse of this.#alive) {
      this.#ring(context, pulse, (now - pulse.begun) / lasts);
    }
    this.#isRunning = this.#alive.length > 0;
    if (this.#isRunning) {
      requestAnimationFrame(() => this.#paint());
    }
  }

  #ring(context, { lon, lat, tone }, age) {
    const place = this.#toPixel(lon, lat);
    if (!place) {
      return;
    }
    const { done, lateMap, mark } = this.#palette;
    const colour = { done, late: lateMap }[tone] ?? mark;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.globalAlpha = (1 - age) ** 1.5;
    const scale = screenScale();
    context.lineWidth = 2 * scale;
    context.beginPath();
    context.arc(place[0], place[1], scale * (3 + 17 * (1 - (1 - age) ** 3)), 0, 2 * Math.PI);
    context.stroke();
    context.beginPath();
    context.arc(place[0], place[1], 2.2 * scale, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
  }
}
