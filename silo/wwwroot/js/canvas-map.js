// The small map of our own, for builds without Node and for old machines: cells, borders and names, no library.
// Everything is painted anew for each frame: a district of some thousand cells takes a few hundredths of a second.
import { get, getOnce } from './api.js';
import { centre } from './centre.js';
import { shortName } from './format.js';
import { isQuiet } from './ground-layers.js';
import { nameOf } from './i18n.js';
import { isHatched, stepOfCell } from './colouring.js';
import { colours, hatch } from './palette.js';
import { screenScale } from './scale.js';
import { boxOf, fromMercator, isInside, ringsOfGeometry, toMercator } from './shapes.js';
import { handle } from './canvas-hands.js';

const page = 5000;
const outlineFrom = 6;
const hatchFrom = 20;

/**
 * @param {HTMLElement} target
 * @param {{hover: (cell: object | null) => void, choose: (lon: number, lat: number) => void, stood: () => void}} tell
 * @returns {import('./types.js').CityMap}
 */
export function createCanvasMap(target, tell) {
  return new CanvasMap(target, tell);
}

class CanvasMap {
  isReady = false;
  /** @type {{index: number, rings: number[][][], box: number[]}[]} in the order of the codes */
  cells = [];
  /** @type {Map<string, {lines: number[][][], areas: number[][][], names: any[]}>} */
  ground = new Map();
  hidden = new Set();
  view = { x: 0, y: 0, scale: 1 };
  /** Whether the whole city is shown, so that a new size shows it whole again. */
  #isWhole = true;
  padding = 0;
  #tell;
  #canvas = document.createElement('canvas');
  #asked = false;
  #hovered = null;
  #chosen = null;

  constructor(target, tell) {
    this.#tell = tell;
    this.#canvas.className = 'own-map';
    target.append(this.#canvas);
    new ResizeObserver(() => this.#resize()).observe(target);
    handle(this, target, this.#canvas);
    this.#resize();
    this.#load();
  }

  async #load() {
    let after = '';
    do {
      const part = await get('/cells', { after, limit: page });
      for (const feature of part.features) {
        const rings = ringsOfGeometry(feature.geometry).map((ring) => ring.map(toMercator));
        this.cells.push({ index: feature.properties.index, rings, box: boxOf(rings) });
      }
      after = part.next;
      this.paintSoon();
    } while (after);
    await Promise.allSettled([
      ...centre.city.layers.filter((name) => !isQuiet(name)).map((name) => this.#addLayer(name)),
      this.#add('streets', '/outlines', { tier: 'street' }),
    ]);
    this.isReady = true;
    this.paintSoon();
    this.#tell.stood();
  }

  #addLayer(name) {
    return this.#add(name, `/layers/${encodeURIComponent(name)}`);
  }

  async #add(name, path, query) {
    const shapes = { lines: [], areas: [], names: [] };
    for (const { geometry, properties } of (await getOnce(path, query)).features) {
      const { type, coordinates } = geometry;
      if (Array.isArray(properties?.label)) {
        shapes.names.push({ place: toMercator(properties.label), properties });
      }
      if (type.endsWith('Polygon')) {
        shapes.areas.push(...ringsOfGeometry(geometry).map((ring) => ring.map(toMercator)));
      } else if (type.endsWith('LineString')) {
        shapes.lines.push(...(type === 'LineString' ? [coordinates] : coordinates).map((line) => line.map(toMercator)));
      }
    }
    this.ground.set(name, shapes);
  }

  repaint() {
    this.paintSoon();
  }

  paintSoon() {
    if (!this.#asked) {
      this.#asked = true;
      requestAnimationFrame(() => {
        this.#asked = false;
        this.#paint();
      });
    }
  }

  #resize() {
    const { clientWidth, clientHeight } = /** @type {HTMLElement} */ (this.#canvas.parentElement);
    this.#canvas.width = clientWidth * devicePixelRatio;
    this.#canvas.height = clientHeight * devicePixelRatio;
    if (this.#isWhole) {
      this.fit(null);
    }
    this.paintSoon();
  }

  /** @returns {[number, number]} */
  get size() {
    return [this.#canvas.width / devicePixelRatio, this.#canvas.height / devicePixelRatio];
  }

  fit(bounds) {
    const [west, south, east, north] = bounds ?? centre.city.bounds;
    const [left, top] = toMercator([west, north]);
    const [right, bottom] = toMercator([east, south]);
    const [width, height] = this.size;
    const room = Math.max(50, width - this.padding);
    this.#isWhole = !bounds;
    this.view = { x: (left + right) / 2, y: (top + bottom) / 2, scale: 0.96 * Math.min(room / (right - left), height / (bottom - top)) };
    this.paintSoon();
  }

  zoom(factor, at = [(this.size[0] - this.padding) / 2, this.size[1] / 2]) {
    const [x, y] = this.#toWorld(at);
    this.view.scale *= factor;
    const [nx, ny] = this.#toWorld(at);
    this.move(x - nx, y - ny);
  }

  move(x, y) {
    this.#isWhole = false;
    this.view.x += x;
    this.view.y += y;
    this.paintSoon();
  }

  center() {
    return fromMercator([this.view.x, this.view.y]);
  }

  setPadding(right) {
    this.padding = right;
    if (this.#isWhole) {
      this.fit(null);
    }
    this.paintSoon();
  }

  showLayer(name, visible) {
    this.hidden[visible ? 'delete' : 'add'](name);
    if (visible && !this.ground.has(name)) {
      this.#addLayer(name).then(() => this.paintSoon(), () => {});
    }
    this.paintSoon();
  }

  select(feature) {
    this.#chosen = feature && { rings: ringsOfGeometry(feature.geometry).map((ring) => ring.map(toMercator)) };
    this.paintSoon();
  }

  toPixel(lon, lat) {
    return this.#toPixel(toMercator([lon, lat]));
  }

  /** @param {number[]} place */
  #toPixel([x, y]) {
    const [width, height] = this.size;
    const { view } = this;
    return /** @type {[number, number]} */ ([(x - view.x) * view.scale + (width - this.padding) / 2, (y - view.y) * view.scale + height / 2]);
  }

  /** @param {number[]} pixel */
  #toWorld([x, y]) {
    const [width, height] = this.size;
    return [(x - (width - this.padding) / 2) / this.view.scale + this.view.x, (y - height / 2) / this.view.scale + this.view.y];
  }

  /** What the pointer is over. */
  point(pixel) {
    const [x, y] = this.#toWorld(pixel);
    const found = this.cells.find(({ box, rings }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && isInside(x, y, rings));
    if (found !== this.#hovered) {
      this.#hovered = found;
      this.paintSoon();
    }
    this.#tell.hover(found ? { index: found.index, pixel, place: fromMercator([x, y]) } : null);
  }

  leave() {
    this.#hovered = null;
    this.#tell.hover(null);
  }

  choose(pixel) {
    this.#tell.choose(...fromMercator(this.#toWorld(pixel)));
  }

  #paint() {
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    const palette = colours();
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, ...this.size);
    context.lineJoin = 'round';
    this.#paintCells(context, palette);
    for (const [name, shapes] of this.ground) {
      if (!this.hidden.has(name)) {
        this.#paintGround(context, palette, name, shapes);
      }
    }
    this.#paintNames(context, palette);
    for (const [cell, width] of [[this.#hovered, 1.5], [this.#chosen, 3]]) {
      if (cell) {
        this.#stroke(context, cell.rings, palette.mark, width);
      }
    }
  }

  #paintCells(context, palette) {
    const paths = palette.cells.map(() => new Path2D());
    const late = new Path2D();
    for (const { index, rings } of this.cells) {
      this.#trace(paths[stepOfCell(index)], rings);
      if (isHatched(index)) {
        this.#trace(late, rings);
      }
    }
    const pixels = this.cells[0] ? (this.cells[0].box[2] - this.cells[0].box[0]) * this.view.scale : 0;
    context.lineWidth = 0.6;
    paths.forEach((path, index) => {
      context.fillStyle = palette.cells[index];
      context.strokeStyle = pixels > outlineFrom ? palette.cellLine : palette.cells[index];
      context.fill(path, 'evenodd');
      context.stroke(path);
    });
    context.strokeStyle = palette.lateMap;
    context.lineWidth = 1;
    if (pixels > hatchFrom) {
      context.fillStyle = hatch(palette.lateMap, 8, screenScale());
      context.fill(late, 'evenodd');
    }
    context.stroke(late);
  }

  #paintGround(context, palette, name, { lines, areas }) {
    const [colour, width] = { streets: [palette.street, 1.4], roads: [palette.road, 1.6] }[name] ?? [palette.water, 2];
    this.#stroke(context, lines, colour, width);
    this.#stroke(context, areas, colour, 1.2);
  }

  #paintNames(context, palette) {
    if (this.hidden.has('streets')) {
      return;
    }
    context.font = `600 ${13 * screenScale()}px ${palette.font}`;
    context.textAlign = 'center';
    context.lineWidth = 3 * screenScale();
    context.strokeStyle = palette.halo;
    context.fillStyle = palette.label;
    for (const { place, properties } of this.ground.get('streets')?.names ?? []) {
      const [x, y] = this.#toPixel(place);
      const words = shortName(nameOf(properties));
      context.strokeText(words, x, y);
      context.fillText(words, x, y);
    }
  }

  #stroke(context, rings, colour, width) {
    const path = new Path2D();
    this.#trace(path, rings);
    context.strokeStyle = colour;
    context.lineWidth = width * screenScale();
    context.stroke(path);
  }

  #trace(path, rings) {
    for (const ring of rings) {
      ring.forEach((point, at) => {
        const [x, y] = this.#toPixel(point);
        path[at === 0 ? 'moveTo' : 'lineTo'](x, y);
      });
    }
  }
}
