// <gc-stages>: where the open cases stand, from the first look to closing.

import { anything } from './address.js';
import { centre, go, on } from './centre.js';
import { h, replace, write } from './dom.js';
import { count } from './format.js';
import { current, t } from './i18n.js';

/** The stages of open cases; the board counts them under the same names. */
const stages = ['pendingVerification', 'pendingFiling', 'pendingDispatch', 'pendingAcceptance', 'handling', 'pendingCheck', 'pendingClosing', 'suspended'];

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
      h('ol', { class: 'stages' }, stages.map((stage) => {
        const value = h('b', {}, '–');
        const bar = h('i', { class: 'stage-bar', 'aria-hidden': 'true' });
        this.#parts.set(stage, { value, bar });
        const open = () => go({ ...anything, view: 'list', stage });
        return h('li', {}, h('button', { type: 'button', title: t(`stage.${stage}`), onclick: open }, bar, value, h('span', {}, t(`stages.${stage}`))));
      })),
    );
    this.#write();
  }

  #write() {
    const { totals } = centre.board;
    const most = Math.max(1, ...stages.map((stage) => totals[stage] ?? 0));
    for (const stage of stages) {
      const { value, bar } = this.#parts.get(stage);
      write(value, count(totals[stage] ?? 0, current()));
      bar.style.setProperty('--share', String((totals[stage] ?? 0) / most));
    }
  }
}

customElements.define('gc-stages', StagesPanel);
