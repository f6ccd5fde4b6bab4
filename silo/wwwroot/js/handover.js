// <gc-handover>: what one shift tells the next: what stands still, what runs out soon, what is watched. One page, to print.

import { get } from './api.js';
import { caseRows } from './cell-sheet.js';
import { centre, cityNow, go, on } from './centre.js';
import { h, replace } from './dom.js';
import { count, moment } from './format.js';
import { current, t } from './i18n.js';

const shown = 12;
const soonHours = 2;

/** The parts of a handover: a question to the server, and the list that holds all of it. */
const parts = () => [
  ['overdue', { overdue: true }],
  ['soon', { dueBefore: new Date(cityNow() + soonHours * 3_600_000).toISOString() }],
  ['toFile', { stage: 'pendingFiling' }],
  ['toDispatch', { stage: 'pendingDispatch' }],
  ['toClose', { stage: 'pendingClosing' }],
  ['untaken', { task: 'nobody' }],
  ['supervised', { supervised: true }],
  ['calls', { calls: 'open' }],
  ['suspended', { stage: 'suspended' }],
];

class Handover extends HTMLElement {
  #asked = 0;

  connectedCallback() {
    on('address', () => this.#open());
    on('language', () => this.#open(true));
    this.#open();
  }

  async #open(isForced = false) {
    if (centre.address.view !== 'handover' || (!isForced && this.#asked > 0 && performance.now() - this.#asked < 2_000)) {
      return;
    }
    this.#asked = performance.now();
    const { area } = centre.address;
    const asked = parts().map(async ([name, query]) => ({
      name,
      query,
      items: await get('/cases', { ...query, area, open: true, limit: 200 }).then((page) => inOrder(name, page.items), () => null),
    }));
    const found = await Promise.all(asked);
    replace(this, this.#head(), h('div', { class: 'handover-parts' }, found.map(part)));
  }

  #head() {
    const { totals } = centre.board;
    const figure = (key, n) => h('div', {}, h('dt', {}, t(key)), h('dd', {}, count(n, current())));
    return h(
      'header',
      { class: 'handover-head' },
      h('h2', { tabindex: '-1' }, t('handover.title')),
      h('p', { class: 'quiet' }, t('handover.asOf', { at: moment(cityNow(), current(), centre.city.timeZone) })),
      tools(() => this.#open(true)),
      h('dl', { class: 'handover-figures' }, figure('kpi.reported', totals.reportedToday), figure('kpi.filed', totals.filedToday), figure('kpi.closed', totals.closedToday), figure('kpi.open', totals.open), figure('kpi.overdue', totals.overdue)),
    );
  }
}

function tools(renew) {
  const button = (key, act) => h('button', { type: 'button', class: 'plain', onclick: act }, t(key));
  return h('p', { class: 'handover-tools' }, button('list.refresh', renew), button('handover.print', () => print()));
}

/** What runs out first comes first; what has run out already stands in a part of its own. */
function inOrder(name, items) {
  const now = cityNow();
  const due = (item) => (item.due ? Date.parse(item.due) : Infinity);
  return items?.filter((item) => name !== 'soon' || due(item) >= now).sort((a, b) => due(a) - due(b)) ?? null;
}

function part({ name, query, items }) {
  const n = items === null ? '–' : items.length >= 200 ? '200+' : String(items.length);
  const all = () => go({ view: 'list', open: true, ...query, stage: query.stage ?? '' });
  return h(
    'section',
    { class: items?.length ? '' : 'is-empty' },
    h('h3', {}, h('button', { type: 'button', class: 'link-like', onclick: all }, t(`handover.${name}`)), h('b', {}, n)),
    items?.length ? caseRows(items.slice(0, shown)) : h('p', { class: 'quiet' }, t(items === null ? 'drawer.failed' : 'handover.nothing')),
    items && items.length > shown ? h('p', { class: 'quiet small' }, t('handover.more', { n: items.length - shown })) : null,
  );
}

customElements.define('gc-handover', Handover);
