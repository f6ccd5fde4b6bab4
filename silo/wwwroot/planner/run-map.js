// The cells of the city at one moment of a run, or the difference between two. Shapes are made once; a frame only fills them.

import { get } from '../js/api.js';
import { h } from '../js/dom.js';
import { classOf } from '../js/palette.js';
import { boxOf, ringsOfGeometry, toMercator } from '../js/shapes.js';

const page = 5000;
let cells;

/** The rings of all cells in the order of their indices, fetched once. */
export function loadCells() {
  cells ??= (async () => {
    const found = [];
    let after = '';
    do {
      const part = await get('/cells', { after, limit: page });
      for (const { geometry, properties } of part.features) {
        found[properties.index] = ringsOfGeometry(geometry).map((ring) => ring.map(toMercator));
      }
      after = part.next;
    } while (after);
    return found;
  })();
  return cells;
}

export class RunMap {
  canvas = h('canvas', { class: 'run-map', role: 'img' });
  /** @type {Path2D[]} */
  #paths = [];
  #rings = [];

  constructor(label) {
    this.canvas.setAttribute('aria-label', label);
  }

  async open() {
    this.#rings = await loadCells();
    this.#fit();
    new ResizeObserver(() => {
      this.#fit();
      this.canvas.dispatchEvent(new Event('resized'));
    }).observe(this.canvas);
  }

  #fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.canvas.width = width * devicePixelRatio;
    this.canvas.height = height * devicePixelRatio;
    const [left, top, right, bottom] = boxOf(this.#rings.flat());
    const scale = 0.96 * Math.min(width / (right - left), height / (bottom - top));
    const x = width / 2 - ((left + right) / 2) * scale;
    const y = height / 2 - ((top + bottom) / 2) * scale;
    this.#paths = this.#rings.map((rings) => {
      const path = new Path2D();
      for (const ring of rings) {
        ring.forEach(([px, py], at) => path[at === 0 ? 'moveTo' : 'lineTo'](px * scale + x, py * scale + y));
        path.closePath();
      }
      return path;
    });
  }

  /**
   * Paints one step of colour for each cell.
   * @param {(index: number) => string} colourOf
   */
  paint(colourOf) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    const batches = new Map();
    this.#paths.forEach((path, index) => {
      const colour = colourOf(index);
      if (!batches.has(colour)) {
        batches.set(colour, new Path2D());
      }
      batches.get(colour).addPath(path);
    });
    for (const [colour, path] of batches) {
      context.fillStyle = colour;
      context.strokeStyle = colour;
      context.lineWidth = 0.5;
      context.fill(path, 'evenodd');
      context.stroke(path);
    }
  }
}

/** The colour of a number of cases. */
export function shadeOf(palette, n) {
  return palette.cells[classOf(Math.min(255, n))];
}

/** The colour of a difference: blue where B has less, orange where it has more, and two steps of each. */
export function differenceShade(style, n) {
  const size = Math.abs(n) >= 3 ? 'strong' : Math.abs(n) >= 1 ? 'weak' : 'none';
  return size === 'none' ? style.none : style[n < 0 ? 'less' : 'more'][size];
}
