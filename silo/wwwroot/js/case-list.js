// <gc-list>: the cases as a table with filters, the equal of the map for whoever cannot or would rather not use it.

import { get } from './api.js';
import { caseBadges } from './case-badges.js';
import { centre, cityNow, go, on, placeName, unitName } from './centre.js';
import { h, replace, write } from './dom.js';
import { lightOf, moment } from './format.js';
import { current, nameOf, pick, t } from './i18n.js';
import { leftOf } from './left.js';
import { word } from './telling.js';

const page = 50;
const stages = ['pendingVerification', 'pendingFiling', 'pendingDispatch', 'pendingAcceptance', 'handling', 'pendingCheck', 'pendingClosing', 'suspended', 'closed', 'forcedClosed', 'rejected', 'duplicate'];
const tiers = ['street', 'district', 'city'];
const calls = ['open', 'whistle'];
/** Hours ahead that a desk asks for. */
const ahead = [1, 4, 24, 72];
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
    const { cell, area, stage, unit, class: kind, tier, dueBefore, calls: called, task, open, overdue, supervised } = centre.address;
    return { cell, area: cell ? '' : area, stage, unit, class: kind, tier, dueBefore, calls: called, task, open: open && !stage, overdue, supervised };
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
    const { address } = centre;
    const { streets, units, classes } = centre.city;
    // The controls are made anew; whoever works with the keyboard stays where they were.
    const at = this.#filters.contains(document.activeElement) ? document.activeElement?.getAttribute('name') : null;
    replace(
      this.#filters,
      choice('area', address.area, streets.map((street) => [street.code, nameOf(street)])),
      choice('stage', address.stage, stages.map((name) => [name, t(`stage.${name}`)])),
      choice('unit', address.unit, units.map((one) => [one.id, nameOf(one)])),
      choice('class', address.class, classes.map((one) => [one.code, nameOf(one)])),
      choice('tier', address.tier, tiers.map((name) => [name, t(`tier.${name}`)])),
      choice('dueBefore', address.dueBefore, moments(address.dueBefore)),
      choice('calls', address.calls, calls.map((name) => [name, t(`list.calls.${name}`)])),
      tick('open', address.open, (is) => is),
      tick('overdue', address.overdue, (is) => is),
      tick('supervised', address.supervised, (is) => is),
      tick('task', address.task === 'nobody', (is) => (is ? 'nobody' : '')),
      address.cell ? h('button', { type: 'button', class: 'chip', onclick: () => go({ cell: '', case: '' }) }, placeName(address.cell), ' ✕') : null,
    );
    if (at) {
      /** @type {HTMLElement | null} */ (this.#filters.querySelector(`[name="${at}"]`))?.focus();
    }
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

/** Moments before which a case may be due: those ahead, and the one that the address names already. */
function moments(chosen) {
  const now = Math.floor(cityNow() / 60_000) * 60_000;
  const offered = ahead.map((hours) => [`${new Date(now + hours * 3_600_000).toISOString().slice(0, 16)}Z`, t('list.within', { n: hours })]);
  return chosen ? [[chosen, moment(chosen, current(), centre.city.timeZone)], ...offered.filter(([at]) => at !== chosen)] : offered;
}

/** A filter that is on or off; what the address says of it is made from that. */
function tick(name, isOn, value) {
  return h(
    'label',
    { class: 'switch' },
    h('input', { type: 'checkbox', name, checked: isOn, onchange: (event) => go({ [name]: value(event.target.checked) }) }),
    h('span', {}, t(`list.${name}`)),
  );
}

function choice(name, value, options) {
  return h(
    'label',
    {},
    h('span', {}, t(`list.${name}`)),
    h(
      'select',
      { name, onchange: (event) => go({ [name]: event.target.value }) },
      h('option', { value: '' }, t('list.any')),
      options.map(([id, words]) => h('option', { value: id, selected: id === value }, words)),
    ),
  );
}

function row(item) {
  const zone = centre.city.timeZone;
  const light = lightOf(item, cityNow());
  const left = leftOf(light, t);
  const open = (event) => {
    event.preventDefault();
    go({ case: item.id });
  };
  return h(
    'tr',
    {},
    h('td', {}, h('span', { class: `light light-${light.name}` }, light.shape), ' ', t(`light.${light.name}`)),
    h('th', { scope: 'row' }, h('a', { href: `#case=${item.id}`, onclick: open }, item.id)),
    h('td', {}, pick(item.className, item.classNameZh), ' ', caseBadges(item)),
    h('td', {}, placeName(item.cell)),
    h('td', {}, word(t, 'stage', item.stage)),
    h('td', {}, item.unit ? unitName(item.unit) : '–'),
    h('td', {}, item.due ? h('time', { datetime: item.due, title: left }, moment(item.due, current(), zone)) : '–', left ? h('small', { class: 'quiet' }, ` ${left}`) : ''),
    h('td', {}, h('time', { datetime: item.reportedAt }, moment(item.reportedAt, current(), zone))),
  );
}

customElements.define('gc-list', CaseList);
