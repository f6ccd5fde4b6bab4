// A unit's desk: what is mine, until when, and what I do about it.

import { get } from '../js/api.js';
import { h, replace } from '../js/dom.js';
import { lightOf, moment, shortCode } from '../js/format.js';
import { current, nameOf, pick, t } from '../js/i18n.js';
import { leftOf } from '../js/left.js';
import { bar, openWords, pickFrom, unitOptions } from '../js/page.js';
import { actAs, goSignIn, loadSession, session, subjectIn } from '../js/session.js';
import { openForm } from './steps.js';

const renewEvery = 20_000;
const columns = ['pendingAcceptance', 'handling', 'suspended', 'pendingCheck'];

export const desk = {
  /** @type {any} */
  city: null,
  unit: '',
  /** @type {any[]} */
  mine: [],
  /** @type {any[]} cases of others to which this unit is called */
  called: [],
  /** The case that is open. */
  open: '',
  isStale: false,
  /** The server's clock and ours when it was last heard. */
  heard: { at: Date.now(), read: 0 },
  now: () => desk.heard.at + (performance.now() - desk.heard.read) * (desk.city?.speed ?? 1),
  refresh,
  draw,
};

const main = () => /** @type {HTMLElement} */ (document.getElementById('main'));

async function start() {
  await openWords();
  await loadSession();
  if (!session.isOpen && !session.account) {
    goSignIn();
    return;
  }
  desk.city = await get('/city');
  if (!session.isOpen && session.account?.role !== 'unit') {
    bar('unit.title', start);
    replace(main(), h('p', { class: 'notice' }, t('unit.notForYou')), h('a', { class: 'wide-button', href: '/' }, t('page.home')));
    return;
  }
  desk.unit = subjectIn('unit', session.isOpen ? await busiest() : '');
  desk.open = new URLSearchParams(location.hash.slice(1)).get('case') ?? '';
  addEventListener('hashchange', () => {
    desk.open = new URLSearchParams(location.hash.slice(1)).get('case') ?? '';
    draw();
  });
  await refresh();
  setInterval(() => document.hidden || refresh(), renewEvery);
  addEventListener('online', refresh);
}

/** Where one may be any unit, the page begins with one that has something to do. */
async function busiest() {
  const { units } = await get('/board');
  return [...units].sort((a, b) => b.open - a.open)[0]?.id ?? desk.city.units[0]?.id ?? '';
}

/** Asks again what is mine. A form in which somebody writes is left alone. */
export async function refresh() {
  try {
    const [mine, called, now] = await Promise.all([
      get('/cases', { unit: desk.unit, open: true, limit: 500 }),
      get('/cases', { calls: 'open', open: true, limit: 200 }),
      loadSession(),
    ]);
    desk.mine = mine.items;
    desk.called = called.items.filter((item) => item.unit !== desk.unit);
    desk.heard = { at: Date.now() + now.ahead, read: performance.now() };
    desk.isStale = false;
    if (!session.isOpen && !session.account) {
      goSignIn();
      return;
    }
  } catch {
    desk.isStale = true;
  }
  if (!document.querySelector('dialog[open]')) {
    draw();
  }
}

function draw() {
  const name = nameOf(desk.city.units.find((unit) => unit.id === desk.unit)) || desk.unit;
  bar('unit.title', draw, h('span', { class: `status ${desk.isStale ? 'is-off' : 'is-on'}`, role: 'status' }, desk.isStale ? `■ ${t('link.stale')}` : `● ${t('link.live')}`));
  const who = session.isOpen
    ? h('div', { class: 'who' }, pickFrom(t('unit.iAm'), desk.unit, unitOptions(desk.city.units), async (id) => {
      actAs('unit', id);
      desk.unit = id;
      await refresh();
    }))
    : h('p', { class: 'who' }, h('strong', {}, name));
  replace(main(), who, figures(), columns.map(column), calledSection());
  if (desk.open) {
    openForm(desk, desk.open);
  }
}

function figures() {
  const late = desk.mine.filter((item) => lightOf(item, desk.now()).name === 'late').length;
  const soon = desk.mine.filter((item) => lightOf(item, desk.now()).name === 'soon').length;
  const one = (key, n, tone) => h('div', { class: tone }, h('dt', {}, t(key)), h('dd', {}, String(n)));
  return h('dl', { class: 'figures' }, one('unit.mine', desk.mine.length), one('light.soon', soon, 'is-soon'), one('light.late', late, late > 0 ? 'is-late' : ''));
}

/** The cases of one stage, those that are due first on top. */
function column(stage) {
  const due = (item) => (item.due ? Date.parse(item.due) : Infinity);
  const items = desk.mine.filter((item) => item.stage === stage).sort((a, b) => due(a) - due(b));
  return h(
    'section',
    { class: 'column' },
    h('h2', {}, t(`stage.${stage}`), h('b', { class: 'count' }, String(items.length))),
    items.length === 0 ? h('p', { class: 'empty' }, t('unit.none')) : h('ul', { class: 'task-list' }, items.map(card)),
  );
}

function calledSection() {
  return desk.called.length === 0 ? null : h(
    'section',
    { class: 'column' },
    h('h2', {}, t('unit.called'), h('b', { class: 'count' }, String(desk.called.length))),
    h('ul', { class: 'task-list' }, desk.called.map(card)),
  );
}

function card(item) {
  const light = lightOf(item, desk.now());
  const street = nameOf(desk.city.streets.find((one) => one.code === item.street));
  return h('li', {}, h(
    'a',
    { href: `#case=${item.id}`, 'data-case': item.id },
    h('span', { class: 'row' }, h('strong', {}, pick(item.className, item.classNameZh)), item.isSupervised ? h('b', { class: 'mark-badge mark-late' }, t('badge.supervised')) : null),
    h('span', { class: 'row' }, h('span', { class: `light light-${light.name}` }, light.shape), h('span', {}, leftOf(light, t) || t(`light.${light.name}`)), item.due ? h('span', { class: 'quiet' }, moment(item.due, current(), desk.city.timeZone)) : null),
    h('span', { class: 'quiet' }, `${street} ${shortCode(item.cell)}`),
  ));
}

start().catch((error) => replace(main(), h('p', { class: 'notice', role: 'alert' }, String(error.message ?? error))));
