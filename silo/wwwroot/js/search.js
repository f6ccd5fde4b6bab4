// <gc-search>: from a few letters or digits to a case, a cell, a street, a unit or a class.

import { anything } from './address.js';
import { get } from './api.js';
import { centre, go, on } from './centre.js';
import { h, replace } from './dom.js';
import { t } from './i18n.js';

const most = 8;

class Search extends HTMLElement {
  #input = h('input', { type: 'search', id: 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list', autocomplete: 'off' });
  #list = h('ul', { id: 'found', role: 'listbox', hidden: true });
  /** @type {{words: string, kind: string, open: () => void}[]} */
  #found = [];
  #at = -1;

  connectedCallback() {
    replace(this, this.#input, this.#list);
    this.#words();
    on('language', () => this.#words());
    this.#input.addEventListener('input', () => this.#look());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('blur', () => setTimeout(() => this.#close(), 150));
    document.addEventListener('keydown', (event) => {
      const { target } = event;
      if (event.key === '/' && !(target instanceof HTMLElement && target.matches('input, textarea, select'))) {
        event.preventDefault();
        this.#input.focus();
      }
    });
  }

  #words() {
    this.#input.placeholder = t('search.placeholder');
    this.#input.setAttribute('aria-label', t('search.placeholder'));
    this.#list.setAttribute('aria-label', t('search.found'));
  }

  #look() {
    this.#found = find(this.#input.value.trim(), centre.city);
    this.#at = this.#found.length > 0 ? 0 : -1;
    this.#show();
  }

  #show() {
    const isOpen = this.#input.value.trim().length > 0;
    this.#input.setAttribute('aria-expanded', String(isOpen));
    this.#list.hidden = !isOpen;
    replace(this.#list, this.#found.length === 0 ? h('li', { class: 'quiet' }, t('search.none')) : this.#found.map((one, index) => h(
      'li',
      { role: 'option', id: `found-${index}`, 'aria-selected': String(index === this.#at), onpointerdown: () => this.#open(index) },
      h('span', {}, one.words),
      h('small', {}, t(`search.${one.kind}`)),
    )));
    this.#input.setAttribute('aria-activedescendant', this.#at >= 0 ? `found-${this.#at}` : '');
  }

  #key(event) {
    const last = this.#found.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#at = Math.max(0, Math.min(last, this.#at + (event.key === 'ArrowDown' ? 1 : -1)));
      this.#show();
    } else if (event.key === 'Enter' && this.#at >= 0) {
      this.#open(this.#at);
    } else if (event.key === 'Escape') {
      this.#input.value = '';
      this.#close();
    }
  }

  async #open(index) {
    const one = this.#found[index];
    this.#input.value = '';
    this.#close();
    await one.open();
  }

  #close() {
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
  }
}

/** What a text may mean, the most certain first. */
export function find(text, city) {
  if (!text) {
    return [];
  }
  if (/^\d{15}-\d{1,9}$/.test(text)) {
    return [{ words: text, kind: 'case', open: () => go({ case: text }) }];
  }
  if (/^\d{15}$/.test(text)) {
    return [{ words: text, kind: 'cell', open: async () => (await get(`/cells/${text}`).catch(() => null)) && go({ cell: text, case: '' }) }];
  }
  const small = text.toLocaleLowerCase();
  const isMeant = (one, id) => [id, one.name, one.nameZh].some((words) => words?.toLocaleLowerCase().includes(small));
  const words = (one) => [one.name, one.nameZh].filter(Boolean).join(' · ');
  return [
    ...city.streets.filter((one) => isMeant(one, one.code)).map((one) => ({ words: words(one), kind: 'street', open: () => go({ area: one.code, cell: '', case: '' }) })),
    ...city.units.filter((one) => isMeant(one, one.id)).map((one) => ({ words: words(one), kind: 'unit', open: () => go({ ...anything, view: 'list', unit: one.id }) })),
    ...city.classes.filter((one) => isMeant(one, one.code)).map((one) => ({ words: `${one.code} ${words(one)}`, kind: 'class', open: () => go({ ...anything, view: 'list', class: one.code }) })),
  ].slice(0, most);
}

customElements.define('gc-search', Search);
