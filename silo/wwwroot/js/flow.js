// <gc-flow>: what happens, as it happens, at a pace that can be read. It can be held, and it counts what it leaves out.

import { get } from './api.js';
import { centre, go, on, placeName, streetName, unitName } from './centre.js';
import { h, isCalm, replace, write } from './dom.js';
import { isAt } from './feed.js';
import { clock, count, shortCode, shortName } from './format.js';
import { current, pick, t } from './i18n.js';
import { kindOf, lastKnown, toneOf } from './life.js';
import { word } from './telling.js';

const rows = 80;
const beat = 450;

class Flow extends HTMLElement {
  #list = h('ol', { class: 'flow' });
  #note = h('p', { class: 'flow-note' });
  #hold = h('button', { type: 'button', class: 'plain' });
  #filter = h('div', { class: 'flow-filter' });

  connectedCallback() {
    on('language', () => this.#build());
    on('address', ({ before }) => this.#follow(before));
    setInterval(() => this.#advance(), beat);
    this.#hold.addEventListener('click', () => this.#toggle());
    this.#build();
    this.#begin();
  }

  #follow(before) {
    const { cell, area } = centre.address;
    this.#fill();
    if ((cell || area) && (cell !== before.cell || area !== before.area)) {
      this.#begin();
    }
  }

  /** The flow of a place begins with the cases that moved there last, not with an empty list. */
  async #begin() {
    const { cell, area } = centre.address;
    const { items } = await get('/cases', { cell, area: cell ? '' : area, limit: 40 }).catch(() => ({ items: [] }));
    centre.feed.fill(items.map((item) => ({ ...item, ...lastKnown(item), case: item.id, position: item.updated })));
    this.#fill();
  }

  #build() {
    replace(
      this,
      h('div', { class: 'panel-head' }, h('h2', {}, t('flow.title')), this.#hold),
      this.#filter,
      this.#note,
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('flow.title') }, this.#list),
    );
    this.#fill();
  }

  #toggle() {
    const { feed } = centre;
    if (feed.isPaused) {
      feed.resume();
    } else {
      feed.hold();
    }
    this.#fill();
  }

  /** The digits that what is shown must begin with. */
  get #prefix() {
    return centre.address.cell || centre.address.area;
  }

  #advance() {
    const { feed } = centre;
    // Nobody watches a hidden page; what waits is shown when it is looked at again.
    if (document.hidden) {
      return;
    }
    const fresh = feed.advance().filter((one) => isAt(one, this.#prefix));
    if (fresh.length > 0) {
      this.#list.querySelector('.empty')?.remove();
      this.#list.prepend(...fresh.map((one) => row(one, !isCalm())));
      while (this.#list.children.length > rows) {
        this.#list.lastElementChild?.remove();
      }
    }
    this.#tally();
  }

  #fill() {
    const shown = centre.feed.at(this.#prefix).slice(0, rows);
    const none = h('li', { class: 'empty' }, t(this.#prefix ? 'flow.noneHere' : 'flow.none'));
    replace(this.#list, shown.length > 0 ? shown.map((one) => row(one, false)) : none);
    const place = centre.address.cell ? placeName(centre.address.cell) : this.#prefix && streetName(this.#prefix);
    replace(this.#filter, place && h(
      'button',
      { type: 'button', class: 'chip', onclick: () => go({ cell: '', case: '', area: '' }) },
      t('flow.only', { place }),
      h('span', { 'aria-hidden': 'true' }, ' ✕'),
    ));
    this.#tally();
  }

  #tally() {
    const { isPaused, held } = centre.feed;
    const unseen = centre.feed.unseen(performance.now());
    this.classList.toggle('is-held', isPaused);
    write(this.#hold, t(isPaused ? 'flow.resume' : 'flow.hold'));
    this.#hold.setAttribute('aria-pressed', String(isPaused));
    const [key, n] = isPaused ? ['flow.held', held] : unseen > 0 ? ['flow.unseen', unseen] : ['flow.all', 0];
    write(this.#note, t(key, { n: count(n, current()) }));
  }
}

/** One happening as a row that leads to its case, or to its cell where it belongs to no case. */
function row(one, isNew) {
  const kind = kindOf(one.kind);
  const place = one.cell ? `${shortName(streetName(one.cell))} ${shortCode(one.cell)}` : '';
  return h(
    'li',
    { class: isNew ? 'new' : undefined },
    h(
      'a',
      { href: one.case ? `#case=${one.case}` : `#cell=${one.cell ?? ''}`, class: `tone-${toneOf(kind)}`, onclick: open(one) },
      h('time', { datetime: one.at }, clock(one.at, current(), centre.city.timeZone)),
      h('span', { class: 'kind' }, word(t, 'kind', kind)),
      h('span', { class: 'what' }, pick(one.className, one.classNameZh)),
      h('span', { class: 'where' }, place, one.unit ? ` → ${unitName(one.unit)}` : ''),
    ),
  );
}

/** A click keeps the rest of the view; the plain address in the link is for opening it elsewhere. */
function open(one) {
  return (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go(one.case ? { case: one.case } : { cell: one.cell ?? '', case: '' });
    }
  };
}

customElements.define('gc-flow', Flow);
