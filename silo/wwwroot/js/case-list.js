// <gc-list>: the cases as a table with filters, the equal of the map for whoever cannot or would rather not use it.

import { get } from './api.js';
import { centre, cityNow, go, on, streetName, unitName } from './centre.js';
import { h, replace, write } from './dom.js';
import { lightOf, moment, shortCode, span } from './format.js';
import { current, nameOf, pick, t } from './i18n.js';

const page = 50;
const stages = ['pendingVerification', 'pendingFiling', 'pendingDispatch', 'pendingAcceptance', 'handling', 'pendingCheck', 'pendingClosing', 'closed', 'rejected', 'duplicate'];
const columns = ['light', 'number', 'class', 'place', 'stage', 'unit', 'due', 'reported'];

class CaseList extends HTMLElement {
  #filters = h('div', { class: 'filters' });
  #body = h('tbody');
  #more = h('button', { type: 'button', class: 'plain more', hidden: true });
  #note = h('p', { class: 'quiet', role: 'status' });
  #next = '';
  /** The question that the rows on show answer. */
  #asked = '';
  #stop = new AbortController();

  connectedCallback() {
    on('language', () => this.#build());
    on('address', () => this.#ask());
    this.#more.addEventListener('click', () => this.#load());
    this.#build();
  }

  #build() {
    replace(
      this,
      h('div', { class: 'panel-head' }, h('h2', { tabindex: '-1' }, t('list.title')), h('button', { type: 'button', class: 'plain', onclick: () => this.#ask(true) }, t('list.refresh'))),
      this.#filters,
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('list.title') }, h(
        'table',
        { class: 'cases' },
        h('thead', {}, h('tr', {}, columns.map((name) => h('th', { scope: 'col' }, t(`list.${name}`))))),
        this.#body,
      ), this.#more, this.#note),
    );
    write(this.#more, t('list.more'));
    this.#ask(true);
  }

  #question() {
    const { cell, area, stage, unit, class: kind, open, overdue } = centre.address;
    return { cell, area: cell ? '' : area, stage, unit, class: kind, open: open && !stage, overdue };
  }

  #ask(isForced = false) {
    if (centre.address.view !== 'list') {
      return;
    }
    const question = JSON.stringify(this.#question());
    if (!isForced && question === this.#asked) {
      return;
    }
    this.#asked = question;
    this.#next = '';
    this.#writeFilters();
    replace(this.#body);
    this.#load();
  }

  #writeFilters() {
    const { area, stage, unit, class: kind, open, overdue, cell } = centre.address;
    const { streets, units, classes } = centre.city;
    const tick = (name, value) => h('label', { class: 'switch' }, h('input', { type: 'checkbox', checked: value, onchange: (event) => go({ [name]: event.target.checked }) }), h('span', {}, t(`list.${name}`)));
    replace(
      this.#filters,
      choice('area', area, streets.map((street) => [street.code, nameOf(street)])),
      choice('stage', stage, stages.map((name) => [name, t(`stage.${name}`)])),
      choice('unit', unit, units.map((one) => [one.id, nameOf(one)])),
      choice('class', kind, classes.map((one) => [one.code, nameOf(one)])),
      tick('open', open),
      tick('overdue', overdue),
      cell ? h('button', { type: 'button', class: 'chip', onclick: () => go({ cell: '', case: '' }) }, `${streetName(cell)} ${shortCode(cell)}`, ' ✕') : null,
    );
  }

  async #load() {
    this.#stop.abort();
    this.#stop = new AbortController();
    write(this.#note, t('drawer.loading'));
    try {
      const answer = await get('/cases', { ...this.#question(), before: this.#next, limit: page }, this.#stop.signal);
      this.#next = answer.next ?? '';
      this.#body.append(...answer.items.map(row));
      this.#more.hidden = !answer.next;
      write(this.#note, t(this.#body.children.length > 0 ? 'list.shown' : 'list.none', { n: this.#body.children.length }));
    } catch (error) {
      if (error.name !== 'AbortError') {
        write(this.#note, error.message);
      }
    }
  }
}

function choice(name, value, options) {
  return h(
    'label',
    {},
    h('span', {}, t(`list.${name}`)),
    h(
      'select',
      { onchange: (event) => go({ [name]: event.target.value }) },
      h('option', { value: '' }, t('list.any')),
      options.map(([id, words]) => h('option', { value: id, selected: id === value }, words)),
    ),
  );
}

function row(item) {
  const zone = centre.city.timeZone;
  const light = lightOf(item, cityNow());
  const left = light.left === undefined ? '' : t(light.left < 0 ? 'case.over' : 'case.left', { span: span(light.left, t) });
  const open = (event) => {
    event.preventDefault();
    go({ case: item.id });
  };
  return h(
    'tr',
    {},
    h('td', {}, h('span', { class: `light light-${light.name}` }, light.shape), ' ', t(`light.${light.name}`)),
    h('th', { scope: 'row' }, h('a', { href: `#case=${item.id}`, onclick: open }, item.id)),
    h('td', {}, pick(item.className, item.classNameZh)),
    h('td', {}, `${streetName(item.cell)} ${shortCode(item.cell)}`),
    h('td', {}, t(`stage.${item.stage}`)),
    h('td', {}, item.unit ? unitName(item.unit) : '–'),
    h('td', {}, item.due ? h('time', { datetime: item.due, title: left }, moment(item.due, current(), zone)) : '–', left ? h('small', { class: 'quiet' }, ` ${left}`) : ''),
    h('td', {}, h('time', { datetime: item.reportedAt }, moment(item.reportedAt, current(), zone))),
  );
}

customElements.define('gc-list', CaseList);
