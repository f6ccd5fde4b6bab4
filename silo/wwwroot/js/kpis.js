// <gc-kpis>: the figures of today, and what has to be watched. Each says what it counts when asked, and leads to the cases
// behind it.

import { anything } from './address.js';
import { centre, go, on } from './centre.js';
import { h, replace, write } from './dom.js';
import { count, share } from './format.js';
import { current, t } from './i18n.js';

/**
 * The figures from left to right: name, value, what stands below, and the list it leads to.
 * @type {{name: string, value: (n: any) => number, below?: (n: any) => string, list?: object}[]}
 */
const figures = [
  { name: 'reported', value: (n) => n.reportedToday, list: { open: false } },
  { name: 'filed', value: (n) => n.filedToday, below: (n) => t('kpi.ofReported', { share: share(n.filedToday, n.reportedToday) }) },
  { name: 'dispatched', value: (n) => n.dispatchedToday },
  { name: 'closed', value: (n) => n.closedToday, below: (n) => t('kpi.ofFiled', { share: share(n.closedToday, n.filedToday) }), list: { stage: 'closed', open: false } },
  { name: 'open', value: (n) => n.open, below: (n) => t('kpi.perCell', { n: perCell(n.open) }), list: { open: true } },
  { name: 'overdue', value: (n) => n.overdue, below: (n) => t('kpi.ofOpen', { share: share(n.overdue, n.open) }), list: { open: true, overdue: true } },
];

/** What somebody has to keep an eye on: smaller, because the numbers are, and each a list that can be sent to a colleague. */
const watched = [
  { name: 'supervised', value: (n) => n.supervised, list: { supervised: true } },
  { name: 'whistles', value: (n) => n.whistles, list: { calls: 'whistle' } },
  { name: 'suspended', value: (n) => n.suspended, list: { stage: 'suspended' } },
  { name: 'untaken', value: (n) => n.untaken, list: { task: 'nobody' } },
  { name: 'special', value: specialPlaces, list: { view: 'special' } },
];

/** How many places have to be solved, as soon as that is known. */
function specialPlaces() {
  const problems = centre.special.list?.problems;
  return problems ? problems.city + problems.district + problems.street : undefined;
}

class Kpis extends HTMLElement {
  /** @type {Map<string, {value: HTMLElement, below: HTMLElement | null}>} */
  #parts = new Map();

  connectedCallback() {
    on('language', () => this.#build());
    on('board', () => this.#write());
    on('special', () => this.#write());
    this.#build();
  }

  #build() {
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', t('kpi.label'));
    replace(
      this,
      figures.map((figure) => this.#tile(figure, 'kpi')),
      h('div', { class: 'watch', role: 'group', 'aria-label': t('kpi.watch') }, watched.map((figure) => this.#tile(figure, 'eye'))),
    );
    this.#write();
  }

  /**
   * @param {{name: string, list?: object}} figure
   * @param {'kpi' | 'eye'} look
   */
  #tile({ name, list }, look) {
    const value = h('span', { class: `${look}-value` }, '–');
    const below = look === 'kpi' ? h('span', { class: 'kpi-below' }, ' ') : null;
    this.#parts.set(name, { value, below });
    const tip = `tip-${name}`;
    return h(
      'button',
      { type: 'button', class: `${look} ${look}-${name}`, 'aria-describedby': tip, onclick: () => go({ ...anything, view: 'list', ...list }) },
      h('span', { class: `${look}-name` }, t(`kpi.${name}`)),
      value,
      below,
      h('span', { class: 'tip', id: tip, role: 'tooltip' }, t(`kpi.${name}.means`)),
    );
  }

  #write() {
    if (!centre.board.isKnown) {
      return;
    }
    const { totals } = centre.board;
    for (const figure of [...figures, ...watched]) {
      const { value, below } = this.#parts.get(figure.name);
      const number = figure.value(totals);
      write(value, Number.isFinite(number) ? count(number, current()) : '–');
      value.classList.toggle('is-none', !number);
      if (below) {
        write(below, 'below' in figure && figure.below ? figure.below(totals) : t('kpi.today'));
      }
    }
  }
}

function perCell(open) {
  return new Intl.NumberFormat(current(), { maximumSignificantDigits: 2 }).format(open / Math.max(1, centre.city.cellCount));
}

customElements.define('gc-kpis', Kpis);
