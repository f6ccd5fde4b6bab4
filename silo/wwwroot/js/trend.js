// <gc-trend>: reported and closed cases per minute of the last hour.

import { centre, on } from './centre.js';
import { h, replace, write } from './dom.js';
import { count, hourMinute } from './format.js';
import { current, t } from './i18n.js';
import { microPlot, styleSheet } from './library.js';
import { colours } from './palette.js';
import { screenScale } from './scale.js';

/** A chart of minutes need not be drawn twice a second. */
const drawEvery = 2000;

class Trend extends HTMLElement {
  #Plot = null;
  #plot = null;
  #box = h('div', { class: 'trend-box', role: 'img' });
  #sums = { reported: h('b', {}, '–'), closed: h('b', {}, '–') };
  #drawn = -drawEvery;
  #timer = 0;

  async connectedCallback() {
    this.#Plot = await microPlot();
    if (!this.#Plot) {
      // Without the library there is no chart; the same figures stand in the strip above.
      this.hidden = true;
      return;
    }
    styleSheet('/lib/uplot/uPlot.min.css');
    on('language', () => this.#build());
    on('theme', () => this.#build());
    on('board', () => this.#write());
    this.#build();
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#box);
  }

  #size() {
    return { width: Math.max(120, this.#box.clientWidth), height: Math.max(80, this.#box.clientHeight) };
  }

  #build() {
    const key = (name) => h('span', { class: `key key-${name}` }, t(`trend.${name}`), ' ', this.#sums[name]);
    replace(this, h('h2', {}, t('trend.title')), h('p', { class: 'keys' }, key('reported'), key('closed')), this.#box);
    this.#plot?.destroy();
    this.#plot = new this.#Plot({ ...this.#size(), ...this.#options() }, this.#data(), this.#box);
    this.#write(true);
  }

  #options() {
    const palette = colours();
    const scale = screenScale();
    const axis = { stroke: palette.muted, font: `${11 * scale}px ${palette.font}`, ticks: { show: false } };
    const line = (stroke, more) => ({ stroke, width: 1.75 * scale, points: { show: false }, ...more });
    return {
      legend: { show: false },
      cursor: { show: false },
      padding: [6, 18 * scale, 0, 0],
      scales: { x: { time: false }, y: { range: (_, low, high) => [0, Math.max(4, high * 1.15)] } },
      axes: [
        { ...axis, grid: { show: false }, size: 22 * scale, space: 70 * scale, values: (_, ticks) => ticks.map((at) => this.#time(at * 60_000)), incrs: [5, 10, 15, 30] },
        { ...axis, grid: { stroke: palette.line, width: 1 }, size: 32 * scale, space: 26 * scale, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] },
      ],
      series: [{}, line(palette.accent, { fill: `${palette.accent}22` }), line(palette.done, { dash: [5, 3] })],
    };
  }

  #time(at) {
    return hourMinute(at, current(), centre.city.timeZone);
  }

  #data() {
    const all = centre.board.totals.perMinute ?? [];
    // The minute that still runs would look like a fall.
    const rows = all.length > 2 ? all.slice(0, -1) : all;
    const minute = (at) => Math.round((typeof at === 'number' ? at : Date.parse(at)) / 60_000);
    return [rows.map((row) => minute(row.minute)), rows.map((row) => row.reported), rows.map((row) => row.closed)];
  }

  #write(isForced = false) {
    if (!this.#plot || this.#timer) {
      return;
    }
    const wait = this.#drawn + drawEvery - performance.now();
    if (wait > 0 && !isForced) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        this.#write();
      }, wait);
      return;
    }
    this.#drawn = performance.now();
    const [minutes, reported, closed] = this.#data();
    this.#plot.setData([minutes, reported, closed]);
    const sum = (list) => list.reduce((all, n) => all + n, 0);
    write(this.#sums.reported, count(sum(reported), current()));
    write(this.#sums.closed, count(sum(closed), current()));
    this.#box.setAttribute('aria-label', t('trend.label', { reported: sum(reported), closed: sum(closed) }));
  }
}

customElements.define('gc-trend', Trend);
