// The beat as a drawing: a few dozen cells, so that the phone needs no library and no tiles.

import { screenScale } from '../js/scale.js';
import { boxOf, fromMercator, ringsOfGeometry, toMercator } from '../js/shapes.js';
import { shortCode } from '../js/format.js';

const margin = 16;
const metresAround = 40_075_016;

export class BeatMap {
  #canvas;
  #view = { x: 0, y: 0, scale: 1 };
  #tap;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(lon: number, lat: number) => void} tap
   */
  constructor(canvas, tap) {
    this.#canvas = canvas;
    this.#tap = tap;
    canvas.addEventListener('click', (event) => {
      const { left, top } = canvas.getBoundingClientRect();
      this.#tap(...fromMercator(this.#toWorld(event.clientX - left, event.clientY - top)));
    });
  }

  show({ beat, fix, tasks }) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width === 0 || beat.features.length === 0) {
      return;
    }
    this.#canvas.width = width * devicePixelRatio;
    this.#canvas.height = height * devicePixelRatio;
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const style = getComputedStyle(this.#canvas);
    const colour = (name) => style.getPropertyValue(`--${name}`);
    const own = new Set(beat.beat);
    const shapes = beat.features.map(({ properties, geometry }) => ({ code: properties.code, rings: ringsOfGeometry(geometry).map((ring) => ring.map(toMercator)) }));
    const mine = shapes.filter(({ code }) => own.has(code));
    this.#fit(boxOf((mine.length > 0 ? mine : shapes).flatMap(({ rings }) => rings)), width, height);
    context.lineJoin = 'round';
    for (const { code, rings } of [...shapes.filter((shape) => !own.has(shape.code)), ...mine]) {
      this.#cell(context, rings, own.has(code) ? colour('cell-1') : colour('cell-0'), colour('line-strong'));
      if (own.has(code)) {
        this.#name(context, rings, shortCode(code), colour('label'));
      }
    }
    for (const item of tasks) {
      this.#dot(context, item, 6, colour(item.isOverdue ? 'late' : 'soon'), colour('ground'));
    }
    if (fix) {
      this.#position(context, fix, colour('accent'), colour('ground'));
    }
  }

  #fit([left, top, right, bottom], width, height) {
    const scale = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top));
    this.#view = { x: (left + right) / 2 - width / 2 / scale, y: (top + bottom) / 2 - height / 2 / scale, scale };
  }

  #toPixel([x, y]) {
    return [(x - this.#view.x) * this.#view.scale, (y - this.#view.y) * this.#view.scale];
  }

  #toWorld(x, y) {
    return [x / this.#view.scale + this.#view.x, y / this.#view.scale + this.#view.y];
  }

  #cell(context, rings, fill, line) {
    context.beginPath();
    for (const ring of rings) {
      ring.forEach((point, at) => {
        const [x, y] = this.#toPixel(point);
        context[at === 0 ? 'moveTo' : 'lineTo'](x, y);
      });
    }
    context.fillStyle = fill;
    context.strokeStyle = line;
    context.lineWidth = 1.2 * screenScale();
    context.fill('evenodd');
    context.stroke();
  }

  #name(context, rings, words, colour) {
    const [left, top, right, bottom] = boxOf(rings);
    const [x, y] = this.#toPixel([(left + right) / 2, (top + bottom) / 2]);
    context.fillStyle = colour;
    context.font = `${11 * screenScale()}px system-ui, sans-serif`;
    context.textAlign = 'center';
    context.fillText(words, x, y + 4 * screenScale());
  }

  #dot(context, place, radius, fill, line) {
    const [x, y] = this.#toPixel(toMercator([place.lon, place.lat]));
    context.beginPath();
    context.arc(x, y, radius * screenScale(), 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.strokeStyle = line;
    context.lineWidth = 2 * screenScale();
    context.fill();
    context.stroke();
  }

  #position(context, fix, colour, line) {
    const [x, y] = this.#toPixel(toMercator([fix.lon, fix.lat]));
    const radius = (fix.accuracy / (metresAround * Math.cos((fix.lat * Math.PI) / 180))) * this.#view.scale;
    context.globalAlpha = 0.2;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, Math.max(radius, 8), 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
    this.#dot(context, fix, 7, colour, line);
  }
}
