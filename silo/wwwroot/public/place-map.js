// A small map to point at a place: the city's own borders, waters and roads, no library and no tiles of others.

import { get } from '../js/api.js';
import { nameOf } from '../js/i18n.js';
import { shortName } from '../js/format.js';
import { screenScale } from '../js/scale.js';
import { fromMercator, ringsOfGeometry, toMercator } from '../js/shapes.js';

const closest = 60_000_000;
const step = 40;

export class PlaceMap {
  #canvas;
  #city;
  #choose;
  #view = { x: 0, y: 0, scale: 1 };
  #whole = 1;
  /** @type {{kind: string, rings: number[][][], isArea: boolean, name?: string, at?: number[]}[]} */
  #shapes = [];
  #marked = /** @type {number[] | null} */ (null);
  #pointers = new Map();
  #dragged = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {any} city
   * @param {(lon: number, lat: number, accuracy?: number) => void} choose
   */
  constructor(canvas, city, choose) {
    this.#canvas = canvas;
    this.#city = city;
    this.#choose = choose;
    this.#listen();
  }

  /** Shows the city, or the place that was chosen before. */
  async open(place) {
    this.#fit();
    if (place) {
      this.mark(place.lon, place.lat);
    }
    new ResizeObserver(() => this.#paint()).observe(this.#canvas);
    const themed = () => (this.#canvas.isConnected ? this.#paint() : document.removeEventListener('themed', themed));
    document.addEventListener('themed', themed);
    await Promise.allSettled([this.#add('street', '/outlines', { tier: 'street' }), ...this.#city.layers.filter((name) => /river|lake|road/.test(name)).map((name) => this.#add(/road/.test(name) ? 'road' : 'water', `/layers/${encodeURIComponent(name)}`))]);
    this.#paint();
  }

  /** Somebody means this place. */
  choose(lon, lat, accuracy) {
    this.#choose(lon, lat, accuracy);
  }

  mark(lon, lat) {
    this.#marked = toMercator([lon, lat]);
    if (this.#view.scale < this.#whole * 6) {
      [this.#view.x, this.#view.y] = this.#marked;
      this.#view.scale = this.#whole * 8;
    }
    this.#paint();
  }

  async #add(kind, path, query) {
    for (const { geometry, properties } of (await get(path, query)).features) {
      const isArea = geometry.type.endsWith('Polygon');
      const lines = isArea ? ringsOfGeometry(geometry) : geometry.type === 'LineString' ? [geometry.coordinates] : geometry.type === 'MultiLineString' ? geometry.coordinates : [];
      const at = Array.isArray(properties?.label) ? toMercator(properties.label) : undefined;
      this.#shapes.push({ kind, isArea, rings: lines.map((ring) => ring.map(toMercator)), name: kind === 'street' ? nameOf(properties) : undefined, at });
    }
  }

  #fit() {
    const [west, south, east, north] = this.#city.bounds;
    const [left, top] = toMercator([west, north]);
    const [right, bottom] = toMercator([east, south]);
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#whole = 0.95 * Math.min(width / (right - left), height / (bottom - top));
    this.#view = { x: (left + right) / 2, y: (top + bottom) / 2, scale: this.#whole };
    this.#paint();
  }

  #toWorld(x, y) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    return [(x - width / 2) / this.#view.scale + this.#view.x, (y - height / 2) / this.#view.scale + this.#view.y];
  }

  #toPixel([x, y]) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    return [(x - this.#view.x) * this.#view.scale + width / 2, (y - this.#view.y) * this.#view.scale + height / 2];
  }

  #zoom(factor, x = this.#canvas.clientWidth / 2, y = this.#canvas.clientHeight / 2) {
    const before = this.#toWorld(x, y);
    this.#view.scale = Math.max(this.#whole * 0.8, Math.min(closest, this.#view.scale * factor));
    const after = this.#toWorld(x, y);
    this.#move(before[0] - after[0], before[1] - after[1]);
  }

  #move(x, y) {
    this.#view.x += x;
    this.#view.y += y;
    this.#paint();
  }

  #listen() {
    const canvas = this.#canvas;
    const at = (event) => {
      const { left, top } = canvas.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    canvas.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.#zoom(event.deltaY < 0 ? 1.3 : 1 / 1.3, ...at(event));
    }, { passive: false });
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#pointers.set(event.pointerId, at(event));
      this.#dragged = this.#pointers.size > 1 ? Infinity : 0;
    });
    canvas.addEventListener('pointermove', (event) => this.#drag(event.pointerId, at(event)));
    canvas.addEventListener('pointerup', (event) => {
      this.#pointers.delete(event.pointerId);
      if (this.#dragged < 6) {
        this.choose(...fromMercator(this.#toWorld(...at(event))));
      }
    });
    canvas.addEventListener('pointercancel', (event) => this.#pointers.delete(event.pointerId));
    canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  #drag(id, [x, y]) {
    const before = this.#pointers.get(id);
    if (!before) {
      return;
    }
    const other = [...this.#pointers].find(([key]) => key !== id)?.[1];
    if (other) {
      this.#zoom(Math.hypot(x - other[0], y - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1), ...other);
    } else {
      this.#dragged += Math.hypot(x - before[0], y - before[1]);
      this.#move((before[0] - x) / this.#view.scale, (before[1] - y) / this.#view.scale);
    }
    this.#pointers.set(id, [x, y]);
  }

  /** Arrows move the map under its cross, Enter means the place below it. */
  #key(event) {
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) {
      this.#move(moves[event.key][0] / this.#view.scale, moves[event.key][1] / this.#view.scale);
    } else if (event.key === '+' || event.key === '-') {
      this.#zoom(event.key === '+' ? 1.5 : 1 / 1.5);
    } else if (event.key === 'Enter') {
      this.choose(...fromMercator([this.#view.x, this.#view.y]));
    } else {
      return;
    }
    event.preventDefault();
  }

  #paint() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = width * devicePixelRatio;
    this.#canvas.height = height * devicePixelRatio;
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const style = getComputedStyle(this.#canvas);
    const colour = (name) => style.getPropertyValue(`--${name}`);
    const scale = screenScale();
    const looks = { street: [colour('street-line'), 1.2 * scale], water: [colour('water'), 2 * scale], road: [colour('road'), 2 * scale] };
    for (const { kind, rings, isArea } of this.#shapes) {
      const path = this.#trace(rings);
      if (isArea) {
        context.fillStyle = kind === 'water' ? colour('water-fill') : colour('cell-0');
        context.fill(path, 'evenodd');
      }
      [context.strokeStyle, context.lineWidth] = looks[kind];
      context.stroke(path);
    }
    this.#names(context, colour, scale);
    this.#pin(context, colour, scale);
  }

  #trace(rings) {
    const path = new Path2D();
    for (const ring of rings) {
      ring.forEach((point, index) => {
        const [x, y] = this.#toPixel(point);
        path[index === 0 ? 'moveTo' : 'lineTo'](x, y);
      });
    }
    return path;
  }

  #names(context, colour, scale) {
    context.font = `600 ${12 * scale}px system-ui, sans-serif`;
    context.textAlign = 'center';
    context.lineWidth = 3 * scale;
    context.strokeStyle = colour('halo');
    context.fillStyle = colour('label');
    const taken = [];
    for (const { name, at } of this.#shapes.filter((shape) => shape.name && shape.at)) {
      const [x, y] = this.#toPixel(at);
      const half = context.measureText(shortName(name)).width / 2 + 2;
      // Two names over each other are read as none.
      if (!taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 15 * scale)) {
        taken.push({ x, y, half });
        context.strokeText(shortName(name), x, y);
        context.fillText(shortName(name), x, y);
      }
    }
  }

  #pin(context, colour, scale) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    context.strokeStyle = colour('ink-3');
    context.lineWidth = scale;
    context.strokeRect(width / 2 - 4 * scale, height / 2, 8 * scale, 0.01);
    context.strokeRect(width / 2, height / 2 - 4 * scale, 0.01, 8 * scale);
    if (this.#marked) {
      const [x, y] = this.#toPixel(this.#marked);
      context.beginPath();
      context.arc(x, y - 14 * scale, 8 * scale, Math.PI * 0.85, Math.PI * 0.15);
      context.lineTo(x, y);
      context.closePath();
      context.fillStyle = colour('late');
      context.fill();
      context.strokeStyle = colour('ground');
      context.lineWidth = 2 * scale;
      context.stroke();
    }
  }
}
