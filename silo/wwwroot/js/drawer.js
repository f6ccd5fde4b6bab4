// <gc-drawer>: what is known of the chosen cell or case, beside the map.

import { get, Refused } from './api.js';
import { cellSheet } from './cell-sheet.js';
import { caseSheet } from './case-sheet.js';
import { centre, go, on, tell } from './centre.js';
import { h, replace } from './dom.js';
import { t } from './i18n.js';

/** A busy cell changes often; its sheet is fetched again at most this often. */
const freshAfter = 1500;

class Drawer extends HTMLElement {
  #body = h('div', { class: 'scroll' });
  #asked = 0;
  #timer = 0;
  /** The index of the cell on show, to know which changes concern it. */
  #index = -1;
  /** What had the keyboard before the drawer opened. */
  #before = /** @type {HTMLElement | null} */ (null);

  connectedCallback() {
    on('address', () => this.#open());
    on('language', () => this.#load());
    on('board', () => this.#renew());
    on('acted', () => this.#load());
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#close();
      }
    });
    this.#open();
  }

  #open() {
    const { cell, case: number } = centre.address;
    const key = number || cell;
    if (this.dataset.key === key) {
      return;
    }
    if (this.hidden && key) {
      this.#before = /** @type {HTMLElement} */ (document.activeElement);
    }
    this.dataset.key = key;
    this.hidden = !key;
    this.#index = -1;
    document.body.classList.toggle('has-drawer', Boolean(key));
    centre.covered = key && matchMedia('(min-width: 1600px)').matches ? this.offsetWidth : 0;
    tell('covered');
    if (!key) {
      replace(this);
      this.#before?.focus?.();
      return;
    }
    replace(this, this.#head(number), this.#body);
    replace(this.#body, h('p', { class: 'quiet' }, t('drawer.loading')));
    this.#load().then(() => this.querySelector('h2')?.focus());
  }

  #head(number) {
    const { cell } = centre.address;
    return h(
      'div',
      { class: 'panel-head' },
      number && cell
        ? h('button', { type: 'button', class: 'plain', onclick: () => go({ case: '' }) }, '← ', t('drawer.back'))
        : h('span', { class: 'quiet' }, t(number ? 'drawer.case' : 'drawer.cell')),
      h('button', { type: 'button', class: 'plain', 'aria-label': t('drawer.close'), onclick: () => this.#close() }, '✕'),
    );
  }

  #close() {
    go({ cell: '', case: '' });
  }

  async #load() {
    const { cell, case: number } = centre.address;
    if (!cell && !number) {
      return;
    }
    this.#asked = performance.now();
    const key = this.dataset.key;
    const show = (content) => {
      // Somebody may have gone on while the answer was on its way.
      if (this.dataset.key === key) {
        replace(this.#body, content);
      }
    };
    try {
      show(number ? await this.#case(number) : await this.#cell(cell));
    } catch (error) {
      const words = error instanceof Refused ? error.message : t('drawer.failed');
      show(h('p', { class: 'notice', role: 'alert' }, words));
    }
  }

  async #case(number) {
    const life = await get(`/cases/${number}/life`);
    const cell = await get(`/cells/${life.case.cell}`);
    this.#index = cell.index;
    return caseSheet(life, cell);
  }

  async #cell(code) {
    const [cell, open] = await Promise.all([get(`/cells/${code}`), get('/cases', { cell: code, open: true, limit: 50 })]);
    this.#index = cell.index;
    return cellSheet(cell, open.items);
  }

  #renew() {
    if (this.#index < 0 || this.#timer || !centre.board.changed.includes(this.#index)) {
      return;
    }
    const wait = Math.max(0, this.#asked + freshAfter - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#load();
    }, wait);
  }
}

customElements.define('gc-drawer', Drawer);
