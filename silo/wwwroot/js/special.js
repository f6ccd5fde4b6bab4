// <gc-special>: the desk of the hotline's special list: the streets with the most demands, what they are about, and the
// places that repeat there. Every line leads to its cases.

import { anything } from './address.js';
import { get } from './api.js';
import { centre, go, on, placeName, unitName } from './centre.js';
import { h, replace } from './dom.js';
import { count, moment, share } from './format.js';
import { current, pick, t } from './i18n.js';
import { renewSpecial, special } from './special-list.js';
import { word } from './telling.js';

class SpecialDesk extends HTMLElement {
  /** The month before, when it is asked for; else the one that runs. */
  #before = '';
  #shown = null;

  connectedCallback() {
    on('address', () => this.#write());
    on('language', () => this.#write(true));
    on('special', () => this.#write());
    renewSpecial();
  }

  async #choose(period) {
    this.#before = period;
    this.#shown = null;
    if (period) {
      this.#shown = await get('/special-list', { period }).catch((error) => error);
    }
    this.#write(true);
  }

  #write(isForced = false) {
    const list = this.#before ? this.#shown : special.list ?? special.fault;
    if (centre.address.view !== 'special' || !list || (!isForced && this.#shown === list && this.childElementCount > 0)) {
      return;
    }
    this.#shown = list;
    replace(this, list instanceof Error ? told(list) : [this.#head(list), list.streets.length > 0 ? h('div', { class: 'special-streets' }, list.streets.map(street)) : h('p', { class: 'quiet' }, t('special.none'))]);
  }

  #head(list) {
    const at = (time) => moment(time, current(), centre.city.timeZone);
    const { problems, streets } = list;
    const running = special.list;
    return h(
      'header',
      { class: 'handover-head' },
      h('h2', { tabindex: '-1' }, t('special.title')),
      h('p', { class: 'quiet' }, t('special.asOf', { from: at(list.from), until: at(list.until), at: at(list.asOf) })),
      running ? h(
        'select',
        { name: 'special-month', 'aria-label': t('special.month'), onchange: (event) => this.#choose(event.target.value) },
        h('option', { value: '', selected: !this.#before }, `${t('special.month.now')} ${running.period}`),
        h('option', { value: running.previous, selected: Boolean(this.#before) }, `${t('special.month.before')} ${running.previous}`),
      ) : null,
      h('p', { class: 'special-sum' }, t('special.says', { streets: streets.length, places: problems.city + problems.district + problems.street, ...problems })),
    );
  }
}

function told(error) {
  return h('p', { class: 'notice', role: 'status' }, error.status === 503 ? t('special.behind') : error.message);
}

function street(one) {
  const name = pick(one.name, one.nameZh);
  const all = () => go({ ...anything, view: 'list', area: one.code });
  return h(
    'section',
    { class: 'special-street', 'data-street': one.code },
    h('h3', {}, h('button', { type: 'button', class: 'link-like', onclick: all }, name), h('span', { class: 'quiet' }, t('special.demands', { n: count(one.demands, current()), share: share(one.share ?? 0, 1) }))),
    h('h4', {}, t('special.classes')),
    h('p', { class: 'chips' }, one.classes.map((kind) => classChip(one, name, kind))),
    h('h4', {}, t('special.places')),
    one.places.length > 0 ? h('ul', { class: 'special-places' }, one.places.map(place)) : h('p', { class: 'quiet' }, t('special.noPlaces')),
  );
}

function classChip(one, name, kind) {
  const words = pick(kind.name, kind.nameZh);
  const open = () => go({ ...anything, view: 'list', area: one.code, class: kind.class });
  return h('button', { type: 'button', class: 'chip', title: t('special.demandsOf', { class: words, street: name }), onclick: open }, `${words} ${count(kind.demands, current())}`);
}

/** A place leads to the cases of its class in its cell: closed ones too, for they are what repeats. */
function place(one) {
  const open = () => go({ ...anything, view: 'list', cell: one.cell, class: one.class, open: false });
  return h(
    'li',
    {},
    h('button', { type: 'button', class: 'link-like', onclick: open }, pick(one.name, one.nameZh)),
    h('span', {}, placeName(one.cell)),
    h('span', { class: 'badge' }, word(t, 'tier', one.tier)),
    h('span', { class: 'quiet' }, one.unit ? unitName(one.unit) : '–'),
    h('span', {}, t('special.place', { period: one.inPeriod, all: one.all, open: one.open })),
    h('span', { class: 'quiet' }, t('special.expected', { at: moment(one.expected, current(), centre.city.timeZone) })),
  );
}

customElements.define('gc-special', SpecialDesk);
