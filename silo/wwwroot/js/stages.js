// <gc-stages>: where the open cases stand, from the first look to closing.

import { centre, go, on } from './centre.js';
import { h, replace, write } from './dom.js';
import { count } from './format.js';
import { current, t } from './i18n.js';

/** The totals of the board and the stages they count. */
const columns = [
  ['pendingVerification', 'pendingVerification'],
  ['pendingFiling', 'pendingFiling'],
  ['pendingDispatch', 'pendingDispatch'],
  ['handling', 'handling'],
  ['pendingCheck', 'pendingCheck'],
  ['pendingClosing', 'pendingClosing'],
];

class StagesPanel extends HTMLElement {
  /** @type {Map<string, {value: HTMLElement, bar: HTMLElement}>} */
  #parts = new Map();

  connectedCallback() {
    on('language', () => this.#build());
    on('board', () => this.#write());
    this.#build();
  }

  #build() {
    replace(
      this,
      h('h2', {}, t('stages.title')),
      h('ol', { class: 'stages' }, columns.map(([total, stage]) => {
        const value = h('b', {}, '–');
        const bar = h('i', { class: 'stage-bar', 'aria-hidden': 'true' });
        this.#parts.set(total, { value, bar });
        const open = () => go({ view: 'list', cell: '', case: '', stage, open: true, overdue: false });
        return h('li', {}, h('button', { type: 'button', onclick: open }, bar, value, h('span', {}, t(`stages.${total}`))));
      })),
    );
    this.#write();
  }

  #write() {
    const { totals } = centre.board;
    const most = Math.max(1, ...columns.map(([total]) => totals[total] ?? 0));
    for (const [total] of columns) {
      const { value, bar } = this.#parts.get(total);
      write(value, count(totals[total] ?? 0, current()));
      bar.style.setProperty('--share', String((totals[total] ?? 0) / most));
    }
  }
}

customElements.define('gc-stages', StagesPanel);
