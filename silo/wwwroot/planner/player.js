// The film of one run or of two side by side, with their difference, one clock and one scrubber.

import { h, replace, svg } from '../js/dom.js';
import { count, moment } from '../js/format.js';
import { current, t } from '../js/i18n.js';
import { colours } from '../js/palette.js';
import { differenceShade, RunMap, shadeOf } from './run-map.js';

const speeds = [2, 6, 12, 24];
const width = 1000;
const height = 120;

export class Player {
  element = h('section', { class: 'player' });
  #city;
  #runs;
  #frames;
  #cells;
  #at = 0;
  #what = 'open';
  #speed = 6;
  #timer = 0;
  /** @type {RunMap[]} */
  #maps;
  #clock = h('output', { class: 'film-clock' });
  #slider;
  #play;
  #line = svg('line', { class: 'now', y1: 0, y2: height });
  #counts;

  constructor(city, runs) {
    this.#city = city;
    this.#runs = runs;
    this.#frames = Math.min(...runs.map((run) => run.film.frames));
    this.#cells = runs[0].bytes.length / 2 / runs[0].film.frames;
    const names = runs.length === 2 ? ['A', 'B', 'B − A'] : [runs[0].name];
    this.#maps = names.map((name) => new RunMap(name));
    this.#counts = names.map(() => h('span', { class: 'quiet' }));
    this.#slider = h('input', { type: 'range', id: 'scrubber', min: 0, max: this.#frames - 1, value: 0, 'aria-label': t('plan.scrubber'), oninput: (event) => this.#go(Number(event.target.value)) });
    this.#play = h('button', { type: 'button', class: 'chip', id: 'play', 'aria-label': t('plan.play'), onclick: () => this.#toggle() }, '▶');
    replace(
      this.element,
      h('div', { class: 'maps', '--n': names.length }, this.#maps.map((map, at) => h('figure', {}, h('figcaption', {}, h('b', {}, at < 2 && runs[at] && runs.length === 2 ? `${names[at]} · ${runs[at].name}` : names[at]), this.#counts[at]), map.canvas))),
      this.#chart(),
      h(
        'div',
        { class: 'film-tools', role: 'group', 'aria-label': t('plan.film') },
        this.#play,
        this.#slider,
        this.#clock,
        h('select', { 'aria-label': t('plan.show'), onchange: (event) => { this.#what = event.target.value; this.#paint(); } }, ['open', 'late'].map((name) => h('option', { value: name }, t(`plan.${name}`)))),
        h('select', { 'aria-label': t('plan.speed'), onchange: (event) => { this.#speed = Number(event.target.value); } }, speeds.map((speed) => h('option', { value: speed, selected: speed === this.#speed }, t('plan.framesASecond', { n: speed })))),
      ),
    );
    this.element.addEventListener('keydown', (event) => this.#key(event));
  }

  async open() {
    await Promise.all(this.#maps.map((map) => map.open()));
    for (const map of this.#maps) {
      map.canvas.addEventListener('resized', () => this.#paint());
    }
    const themed = () => (this.element.isConnected ? this.#paint() : document.removeEventListener('themed', themed));
    document.addEventListener('themed', themed);
    this.element.dataset.ready = 'true';
    this.#go(0);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#play.textContent = '▶';
    this.#play.setAttribute('aria-label', t('plan.play'));
  }

  #toggle() {
    if (this.#timer) {
      this.stop();
      return;
    }
    this.#play.textContent = '⏸';
    this.#play.setAttribute('aria-label', t('plan.pause'));
    let last = performance.now();
    this.#timer = setInterval(() => {
      const steps = Math.floor(((performance.now() - last) * this.#speed) / 1000);
      if (steps > 0) {
        last = performance.now();
        this.#go(this.#at + steps >= this.#frames ? 0 : this.#at + steps);
      }
    }, 40);
  }

  /** Space plays, arrows step, with Shift by a day. */
  #key(event) {
    const day = Math.max(1, Math.round(24 / this.#runs[0].film.stepHours));
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && event.target === this.#slider && event.shiftKey) {
      event.preventDefault();
      this.#go(this.#at + by * day);
    } else if (event.key === ' ' && !event.target.matches('select, button')) {
      event.preventDefault();
      this.#toggle();
    }
  }

  #go(at) {
    this.#at = Math.max(0, Math.min(this.#frames - 1, at));
    this.#slider.value = String(this.#at);
    const { start, film } = this.#runs[0];
    const when = Date.parse(start) + (this.#at + 1) * film.stepHours * 3_600_000;
    const words = moment(when, current(), this.#city.timeZone);
    this.#clock.textContent = words;
    this.#slider.setAttribute('aria-valuetext', words);
    const x = ((this.#at + 0.5) / this.#frames) * width;
    this.#line.setAttribute('x1', String(x));
    this.#line.setAttribute('x2', String(x));
    this.#paint();
  }

  #value(run, index) {
    const shift = this.#what === 'late' ? run.film.frames : 0;
    return run.bytes[(shift + this.#at) * this.#cells + index];
  }

  #paint() {
    const palette = colours();
    const [a, b] = this.#runs;
    const total = (run) => run.film[this.#what][this.#at];
    this.#maps[0].paint((index) => shadeOf(palette, this.#value(a, index)));
    this.#counts[0].textContent = ` ${count(total(a), current())} ${t(`plan.${this.#what}`)}`;
    if (!b) {
      return;
    }
    this.#maps[1].paint((index) => shadeOf(palette, this.#value(b, index)));
    this.#counts[1].textContent = ` ${count(total(b), current())} ${t(`plan.${this.#what}`)}`;
    const style = getComputedStyle(this.element);
    const read = (name) => style.getPropertyValue(`--${name}`);
    const tones = { none: palette.cells[0], less: { weak: read('less-1'), strong: read('less-2') }, more: { weak: read('more-1'), strong: read('more-2') } };
    this.#maps[2].paint((index) => differenceShade(tones, this.#value(b, index) - this.#value(a, index)));
    const difference = total(b) - total(a);
    this.#counts[2].textContent = ` ${difference > 0 ? '+' : difference < 0 ? '−' : '±'}${count(Math.abs(difference), current())} · ${t('plan.differenceMeans')}`;
  }

  /** Open and overdue cases of the city over the whole time; the scrubber stands below it. */
  #chart() {
    const most = Math.max(1, ...this.#runs.flatMap((run) => run.film.open));
    const curve = (values) => values.slice(0, this.#frames).map((value, at) => `${at === 0 ? 'M' : 'L'}${(((at + 0.5) / this.#frames) * width).toFixed(1)} ${(height - 4 - (value / most) * (height - 12)).toFixed(1)}`).join('');
    return h(
      'figure',
      { class: 'chart' },
      svg(
        'svg',
        { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': t('plan.chart', { n: most }) },
        this.#runs.map((run, at) => [svg('path', { class: `curve open run-${at}`, d: curve(run.film.open) }), svg('path', { class: `curve late run-${at}`, d: curve(run.film.late) })]).flat(),
        this.#line,
      ),
      h('figcaption', { class: 'quiet small' }, this.#runs.map((run, at) => h('span', { class: `key run-${at}` }, `${this.#runs.length === 2 ? 'AB'[at] : ''} ${t('plan.open')} ── ${t('plan.late')} ┄┄`)), h('span', {}, t('plan.upTo', { n: count(most, current()) }))),
    );
  }
}
