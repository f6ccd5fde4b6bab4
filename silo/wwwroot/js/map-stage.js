// <gc-map>: the map with its legend, buttons, hover card and pulses, whichever engine paints it.

import { get, getOnce } from './api.js';
import { isBaseShown } from './base-map.js';
import { centre, go, on, tell } from './centre.js';
import { createMap } from './map.js';
import { h, replace, write } from './dom.js';
import { count, shortCode } from './format.js';
import { current, pick, t } from './i18n.js';
import { openLayers, styleSheet } from './library.js';
import { isQuiet } from './ground-layers.js';
import { boxOf, ringsOfGeometry } from './shapes.js';

const askAfter = 90;

class MapStage extends HTMLElement {
  /** @type {import('./types.js').CityMap} */
  #map = /** @type {any} */ (null);
  #host = h('div', { class: 'map-host', tabindex: '0', role: 'application' });
  #card = h('div', { class: 'hover-card', hidden: true });
  #rings = h('canvas', { class: 'pulses', 'aria-hidden': 'true' });
  #tools = h('div', { class: 'map-tools' });
  #legend = h('div', { class: 'legend' });
  #source = h('p', { class: 'map-source', hidden: true });
  /** What is known of cells by index, so that the card need not ask twice. */
  #known = new Map();
  #hidden = new Set(centre.city.layers.filter(isQuiet));
  #timer = 0;
  /** What lies over the map once it stands; until then nobody can see it.
   * @type {{legend: typeof import('./legend.js').legend, pulses: import('./pulses.js').Pulses} | null} */
  #above = null;

  async connectedCallback() {
    this.append(this.#host, this.#rings, this.#legend, this.#tools, this.#source, this.#card, h('span', { class: 'cross', 'aria-hidden': 'true' }));
    const [ol] = await Promise.all([openLayers(), visible(this)]);
    if (ol) {
      styleSheet('/lib/ol/ol.css');
    }
    const hands = { hover: (cell) => this.#hover(cell), choose: (lon, lat) => this.#choose(lon, lat), stood: () => this.#crown() };
    this.#map = ol ? createMap(ol, this.#host, hands) : (await import('./canvas-map.js')).createCanvasMap(this.#host, hands);
    this.#host.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        this.#choose(...this.#map.center());
      }
    });
    on('board', () => {
      if (centre.board.changed.length > 0) {
        this.#map.repaint();
      }
    });
    on('theme', () => this.#dress());
    on('shade', () => this.#map.repaint());
    on('language', () => this.#dress());
    on('happened', (list) => this.#pulse(list));
    on('address', ({ before }) => this.#look(before));
    on('covered', () => this.#map.setPadding(centre.covered));
    this.#map.setPadding(centre.covered);
    this.#map.fit(null);
    this.#dress();
    this.#look({ cell: '', case: '', area: '' });
  }

  /** For tests and screenshots: whether the map has been painted with all it knows. */
  get isReady() {
    return Boolean(this.#map?.isReady && centre.board.isKnown);
  }

  /** The map stands: the rest of the page may come, and what lies over it. */
  async #crown() {
    tell('mapped');
    const [{ isLegendFolded, legend }, { Pulses }] = await Promise.all([import('./legend.js'), import('./pulses.js')]);
    this.#legend.classList.toggle('folded', isLegendFolded());
    this.#above = { legend, pulses: new Pulses(this.#rings, (lon, lat) => this.#map.toPixel(lon, lat)) };
    this.#explain();
  }

  /** The legend, and whose the map below is. */
  #explain() {
    const { showBase } = this.#map;
    const switchBase = showBase && ((visible) => {
      showBase(visible);
      this.#attribute();
    });
    this.#above?.pulses.dress();
    replace(this.#legend, this.#above?.legend(this.#hidden, (name, visible) => {
      this.#hidden[visible ? 'delete' : 'add'](name);
      this.#map.showLayer(name, visible);
    }, switchBase));
    this.#attribute();
  }

  #dress() {
    this.#host.setAttribute('aria-label', t('map.label'));
    this.#map.repaint(true);
    this.#explain();
    const button = (key, sign, act) => h('button', { type: 'button', title: t(key), 'aria-label': t(key), onclick: act }, sign);
    replace(
      this.#tools,
      button('map.in', '+', () => this.#map.zoom(2)),
      button('map.out', '−', () => this.#map.zoom(0.5)),
      button('map.whole', '⤢', () => this.#map.fit(null)),
    );
  }

  /** Whose map lies below the cells, as long as it is shown. */
  #attribute() {
    const { baseMap } = centre.city;
    this.#source.hidden = !this.#map.showBase || !isBaseShown();
    write(this.#source, baseMap ? pick(baseMap.attribution, baseMap.attributionZh) : '');
  }

  #pulse(list) {
    for (const one of list.filter(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat))) {
      this.#above?.pulses.add(one.lon, one.lat, one.kind);
    }
  }

  /** Follows the address: the chosen cell is marked, a newly chosen street is gone to. */
  async #look(before) {
    const { area, shade } = centre.address;
    if (shade !== (before.shade ?? '') || (shade && centre.address[shade] !== before[shade])) {
      this.#dress();
    }
    const cell = cellOf(centre.address);
    if (cell !== cellOf(before)) {
      this.#map.select(cell ? await shapeOf(cell) : null);
    }
    if (area !== before.area) {
      this.#map.fit(area ? await boxOfArea(area) : null);
    }
  }

  async #choose(lon, lat) {
    const cell = await get('/cells/at', { lon, lat }).catch(() => null);
    if (cell) {
      go({ cell: cell.code, case: '' });
    }
  }

  #hover(cell) {
    clearTimeout(this.#timer);
    this.#card.hidden = !cell;
    if (!cell) {
      return;
    }
    this.#write(cell.index);
    const { clientWidth, clientHeight } = this;
    const [x, y] = cell.pixel;
    this.#card.style.left = `${Math.min(x + 16, clientWidth - this.#card.offsetWidth - 8)}px`;
    this.#card.style.top = `${Math.min(y + 16, clientHeight - this.#card.offsetHeight - 8)}px`;
    if (!this.#known.has(cell.index)) {
      // The pointer crosses many cells on its way; only where it rests is the server asked.
      this.#timer = setTimeout(async () => {
        const [lon, lat] = cell.place;
        const found = await get('/cells/at', { lon, lat }).catch(() => null);
        if (found) {
          this.#known.set(found.index, found);
          this.#write(cell.index);
        }
      }, askAfter);
    }
  }

  #write(index) {
    const { open, overdue } = centre.board;
    const cell = this.#known.get(index);
    replace(
      this.#card,
      h('strong', {}, cell ? pick(cell.streetName, cell.streetNameZh) : '…'),
      h('span', { class: 'quiet' }, cell ? `${pick(cell.communityName, cell.communityNameZh)} · ${shortCode(cell.code)}` : ' '),
      h('span', {}, t('map.counts', { open: count(open[index], current()), overdue: count(overdue[index], current()) })),
    );
  }
}

/** Waits until an element has a size: a map that begins hidden could not know what fits. */
function visible(element) {
  return new Promise((resolve) => {
    new ResizeObserver((entries, observer) => {
      if (entries[0].contentRect.width > 0) {
        observer.disconnect();
        resolve(undefined);
      }
    }).observe(element);
  });
}

/** The cell an address speaks of: the chosen one, or the one whose case is open. */
function cellOf(address) {
  return address.cell || address.case.slice(0, 15);
}

/** The shape of a cell, as one of its community's. */
async function shapeOf(code) {
  const part = await getOnce('/cells', { area: code.slice(0, 12), limit: 5000 }).catch(() => null);
  return part?.features.find((feature) => feature.properties.code === code) ?? null;
}

async function boxOfArea(area) {
  const part = await get('/cells', { area, limit: 5000 }).catch(() => null);
  return part?.features.length ? boxOf(part.features.flatMap((feature) => ringsOfGeometry(feature.geometry))) : null;
}

customElements.define('gc-map', MapStage);
