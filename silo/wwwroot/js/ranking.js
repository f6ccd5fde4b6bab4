// <gc-ranking>: streets and units by what is open and overdue.

import { anything } from './address.js';
import { centre, go, on } from './centre.js';
import { h, replace } from './dom.js';
import { count, shortName } from './format.js';
import { current, nameOf, t } from './i18n.js';

const tables = {
  streets: { rows: () => centre.board.streets, id: (row) => row.code, done: 'today' },
  units: { rows: () => centre.board.units, id: (row) => row.id, done: 'closedToday' },
};

class Ranking extends HTMLElement {
  #of = 'streets';
  #by = 'open';
  #body = h('tbody');

  connectedCallback() {
    on('language', () => this.#build());
    on('rows', () => this.#write());
    on('address', () => this.#write());
    this.#build();
  }

  #build() {
    const tab = (name) => h(
      'button',
      { type: 'button', role: 'tab', 'aria-selected': String(this.#of === name), onclick: () => this.#show(name) },
      t(`ranking.${name}`),
    );
    const { done } = tables[this.#of];
    const column = (name) => h(
      'th',
      { scope: 'col', 'aria-sort': this.#by === name ? 'descending' : 'none' },
      h('button', { type: 'button', onclick: () => this.#sort(name) }, t(`ranking.${name}`)),
    );
    replace(
      this,
      h('div', { class: 'panel-head' }, h('h2', {}, t('ranking.title')), h('div', { role: 'tablist', class: 'tabs' }, tab('streets'), tab('units'))),
      h(
        'div',
        { class: 'scroll' },
        h(
          'table',
          { class: 'ranking', 'aria-label': t(`ranking.${this.#of}`) },
          h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('ranking.name')), column('open'), column('overdue'), column(done))),
          this.#body,
        ),
      ),
    );
    this.#write();
  }

  #show(name) {
    this.#of = name;
    this.#by = 'open';
    this.#build();
  }

  #sort(name) {
    this.#by = name;
    this.#build();
  }

  #write() {
    const { rows, id, done } = tables[this.#of];
    const sorted = [...rows()].sort((a, b) => b[this.#by] - a[this.#by] || b.open - a.open);
    const most = Math.max(1, ...sorted.map((row) => row.open));
    replace(this.#body, sorted.map((row) => this.#row(row, id(row), done, most)));
  }

  #row(row, id, done, most) {
    const isChosen = this.#of === 'streets' ? centre.address.area === id : centre.address.unit === id;
    const choose = () => (this.#of === 'streets'
      ? go({ area: isChosen ? '' : id, cell: '', case: '' })
      : go({ ...anything, view: 'list', unit: id }));
    const name = nameOf(row);
    return h(
      'tr',
      { class: isChosen ? 'chosen' : undefined },
      h('th', { scope: 'row', '--open-share': row.open / most, '--late-share': row.overdue / most }, h('button', { type: 'button', 'aria-pressed': String(isChosen), title: name, onclick: choose }, shortName(name))),
      h('td', {}, count(row.open, current())),
      h('td', { class: row.overdue > 0 ? 'is-late' : 'quiet' }, count(row.overdue, current())),
      h('td', { class: 'quiet' }, count(row[done], current())),
    );
  }
}

customElements.define('gc-ranking', Ranking);
