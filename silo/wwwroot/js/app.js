// The start of the page: words, city, snapshot, stream; then every panel looks after itself.

import { views } from './address.js';
import { get } from './api.js';
import { fromSnapshot } from './board.js';
import { centre, cityNow, follow, go, on, takeBoard, tell } from './centre.js';
import { choose, chosen } from './choices.js';
import { h, write } from './dom.js';
import { clock, hourMinute, longDate } from './format.js';
import { applyTexts, current, languages, nameOf, t, useLanguage } from './i18n.js';
import { openLayers } from './library.js';
import { goSignIn, loadSession, session } from './session.js';

const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** How long the panels wait for the map: one that lies on somebody else's server must hold up nobody. */
const mapMost = 1_500;

async function start() {
  // Everything that the map needs is asked for at once; what is the largest begins first.
  openLayers();
  const words = useLanguage(chosen('lang', navigator.language.startsWith('en') ? 'en' : 'zh-CN')).then(() => applyTexts(document));
  const city = patiently(() => get('/city'));
  // The panels begin with a board: it also brings the clock by which they judge what is late.
  const board = patiently(() => get('/board'));
  // Who may not see it is told below; until then nobody waits for these two.
  Promise.allSettled([city, board]);
  await patiently(loadSession);
  if (!session.isOpen && !session.account) {
    goSignIn();
    return;
  }
  const [known, snapshot] = await Promise.all([city, board, words]);
  centre.city = known;
  takeBoard(fromSnapshot(snapshot), snapshot);
  writeHead();
  listen();
  await loadPanels();
  tick();
  setInterval(tick, 1000);
}

/** The server may still be opening its journal: a page that is opened too early waits for it. */
async function patiently(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error.status === 401 || error.status === 403) {
        throw error;
      }
      write(element('status'), t('app.waiting'));
      await new Promise((resolve) => {
        setTimeout(resolve, 2000);
      });
    }
  }
}

/**
 * Panels are defined once the city is known, so that none of them needs to ask whether it is. The map has the longest way to
 * go and comes first, with the strip above it: until that has its height the map could not know its own. All others would
 * take from it what the machine has, and come once it stands.
 */
async function loadPanels() {
  element('status').remove();
  const stands = mapStands();
  await load(['kpis', 'map-stage']);
  document.body.classList.add('is-open');
  await stands;
  await load(['stages', 'trend', 'ranking', 'flow', 'drawer', 'case-list', 'link-state', 'search', 'who', 'handover', 'special', 'live']);
  document.body.classList.add('is-ready');
}

/** Waits for the map, where it is what one looks at. */
function mapStands() {
  return centre.address.view === 'map'
    ? new Promise((resolve) => {
      on('mapped', resolve);
      on('address', resolve);
      setTimeout(resolve, mapMost);
    })
    : null;
}

function load(panels) {
  return Promise.all(panels.map((name) => import(`./${name}.js`)));
}

function tick() {
  // Seconds of a clock that runs sixty times too fast would only flicker.
  const show = centre.city.speed > 1 ? hourMinute : clock;
  write(element('time'), show(cityNow(), current(), centre.city.timeZone));
  write(element('date'), longDate(cityNow(), current(), centre.city.timeZone));
  tell('tick');
}

function writeHead() {
  const { city } = centre;
  document.title = `${nameOf(city)} · GridCity`;
  write(element('city'), nameOf(city));
  write(element('about'), t('app.about', { cells: city.cellCount.toLocaleString(current()), streets: city.streets.length }));
  const badge = element('synthetic');
  badge.hidden = !city.isSynthetic && !city.isDemonstration;
  const speed = city.isDemonstration && city.speed > 1 ? ` ×${city.speed}` : '';
  write(badge, t(city.isDemonstration ? 'app.demonstration' : 'app.synthetic') + speed);
  badge.title = t('app.syntheticMeans');
  const other = languages.find((language) => language !== current());
  write(element('language'), t('app.otherLanguage'));
  element('language').lang = other ?? '';
  show();
}

function listen() {
  addEventListener('popstate', follow);
  addEventListener('hashchange', follow);
  on('address', show);
  element('language').addEventListener('click', async () => {
    await useLanguage(languages.find((language) => language !== current()) ?? languages[0]);
    choose('lang', current());
    applyTexts(document);
    writeHead();
    tell('language');
  });
  element('theme').addEventListener('click', () => {
    const { dataset } = document.documentElement;
    dataset.theme = dataset.theme === 'light' ? 'dark' : 'light';
    choose('theme', dataset.theme);
    tell('theme');
  });
  for (const view of views) {
    element(`view-${view}`).addEventListener('click', () => go({ view }));
  }
  element('skip').addEventListener('click', () => {
    go({ view: 'list' });
    /** @type {HTMLElement} */ (document.querySelector('gc-list h2'))?.focus();
  });
}

/** Shows the view that the address names. */
function show() {
  for (const view of views) {
    const isShown = centre.address.view === view;
    element(`view-${view}`).setAttribute('aria-selected', String(isShown));
    /** @type {HTMLElement} */ (document.querySelector(`gc-${view}`)).hidden = !isShown;
  }
}

start().catch((error) => {
  document.body.append(h('p', { class: 'notice', role: 'alert' }, String(error.message ?? error)));
});
