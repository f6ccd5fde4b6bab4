// <gc-kpis>: the figures of today. Each says what it counts when asked, and leads to the cases behind it.

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
  { name: 'closed', value: (n) => n.closedToday, below: (n) => t('kpi.closingRate', { share: share(n.closedToday, n.filedToday) }), list: { stage: 'closed', open: false } },
  { name: 'open', value: (n) => n.open, below: (n) => t('kpi.perCell', { n: perCell(n.open) }), list: { open: true } },
  { name: 'overdue', value: (n) => n.overdue, below: (n) => t('kpi.ofOpen', { share: share(n.overdue, n.open) }), list: { open: true, overdue: true } },
];

class Kpis extends HTMLElement {
  /** @type {Map<string, {value: HTMLElement, below: HTMLElement}>} */
  #parts = new Map();

  connectedCallback() {
    on('language', () => this.#build());
    on('board', () => this.#write());
    this.#build();
  }

  #build() {
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', t('kpi.label'));
    replace(this, figures.map((figure) => this.#tile(figure)));
    this.#write();
  }

  /** @param {{name: string, list?: object}} figure */
  #tile({ name, list }) {
    const value = h('span', { class: 'kpi-value' }, '–');
    const below = h('span', { class: 'kpi-below' }, ' ');
    this.#parts.set(name, { value, below });
    const tip = `tip-${name}`;
    return h(
      'button',
      {
        type: 'button',
        class: `kpi kpi-${name}`,
        'aria-describedby': tip,
        onclick: () => go({ view: 'list', cell: '', case: '', stage: '', open: true, overdue: false, ...list }),
      },
      h('span', { class: 'kpi-name' }, t(`kpi.${name}`)),
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
    for (const { name, value, below } of figures) {
      const parts = this.#parts.get(name);
      write(parts.value, count(value(totals), current()));
      parts.value.classList.toggle('is-none', !value(totals));
      write(parts.below, below ? below(totals) : t('kpi.today'));
    }
  }
}

function perCell(open) {
  return new Intl.NumberFormat(current(), { maximumSignificantDigits: 2 }).format(open / Math.max(1, centre.city.cellCount));
}

customElements.define('gc-kpis', Kpis);
