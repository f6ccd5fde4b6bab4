// The start of the page: words, city, snapshot, stream; then every panel looks after itself.

import { views } from './address.js';
import { get, streamAddress } from './api.js';
import { fromSnapshot, withFrame } from './board.js';
import { centre, cityNow, follow, go, on, setClock, tell } from './centre.js';
import { choose, chosen } from './choices.js';
import { h, replace, write } from './dom.js';
import { clock, hourMinute, longDate } from './format.js';
import { applyTexts, current, languages, nameOf, t, useLanguage } from './i18n.js';
import { openLayers } from './library.js';
import { lastKnown } from './life.js';
import { goSignIn, loadSession, session } from './session.js';
import { BoardStream, isStale } from './stream.js';
import { whoAmI } from './acting.js';

const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const hiddenFor = 60_000;

async function start() {
  // Everything that the map needs is asked for at once; what is the largest begins first.
  openLayers();
  const words = useLanguage(chosen('lang', navigator.language.startsWith('en') ? 'en' : 'zh-CN')).then(() => applyTexts(document));
  const city = patiently(() => get('/city'));
  await patiently(loadSession);
  if (!session.isOpen && !session.account) {
    goSignIn();
    return;
  }
  // The panels begin with a board: it also brings the clock by which they judge what is late.
  const board = await patiently(() => get('/board'));
  [centre.city] = await Promise.all([city, words]);
  take(fromSnapshot(board), board);
  writeHead();
  await loadPanels();
  listen();
  connect();
  fillFlow();
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
 * go and comes first, with the strip above it: until that has its height the map could not know its own.
 */
async function loadPanels() {
  element('status').remove();
  await load(['kpis', 'map-stage']);
  document.body.classList.add('is-open');
  await load(['stages', 'trend', 'ranking', 'flow', 'drawer', 'case-list', 'link-state', 'search', 'handover', 'special']);
  document.body.classList.add('is-ready');
}

function load(panels) {
  return Promise.all(panels.map((name) => import(`./${name}.js`)));
}

function connect() {
  let isAgain = false;
  const stream = new BoardStream(streamAddress, {
    board: (message) => {
      take(newer(fromSnapshot(message)), message);
      if (isAgain) {
        reloadIfOther();
      }
      isAgain = true;
    },
    frame: (message) => {
      const next = withFrame(centre.board, message);
      if (next) {
        centre.feed.add(message.cases ?? [], message.skipped ?? 0, performance.now());
        take(next, message);
        tell('happened', message.cases ?? []);
      }
      return next !== null;
    },
    state: (state) => {
      setLink(state);
      if (state === 'reconnecting') {
        checkSession();
      }
    },
    heard: () => {
      centre.link.heard = performance.now();
    },
  });
  stream.open();
  let timer = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) {
      // A browser gives a host six connections: a forgotten tab must not keep one.
      timer = setTimeout(() => stream.close(), hiddenFor);
    } else {
      stream.open();
    }
  });
}

/** A stream that breaks off may mean that the session has ended: then one signs in again, and comes back here. */
async function checkSession() {
  await loadSession().catch(() => null);
  if (!session.isOpen && !session.account) {
    goSignIn();
  }
}

/** A server that came back may serve another city: everything on the page would be about the old one. */
async function reloadIfOther() {
  const city = await get('/city').catch(() => centre.city);
  if (city.hash !== centre.city.hash) {
    location.reload();
  }
}

/** A snapshot of what is on the screen already changes no cell: painting a large city again would take a second. */
function newer(board) {
  return centre.board.isKnown && centre.board.position === board.position ? { ...board, changed: [] } : board;
}

function take(board, message) {
  const isNewRows = message.streets !== undefined || message.units !== undefined;
  centre.board = board;
  setClock(message.at);
  tell('board');
  if (isNewRows) {
    tell('rows');
  }
}

function setLink(state) {
  if (centre.link.state !== state) {
    centre.link.state = state;
    tell('link');
  }
}

/** The flow of a place begins with the cases that moved there last, not with an empty list. */
async function fillFlow() {
  const { cell, area } = centre.address;
  const { items } = await get('/cases', { cell, area: cell ? '' : area, limit: 40 }).catch(() => ({ items: [] }));
  centre.feed.fill(items.map((item) => ({ ...item, ...lastKnown(item), case: item.id, position: item.updated })));
  tell('flow');
}

function tick() {
  // Seconds of a clock that runs sixty times too fast would only flicker.
  const show = centre.city.speed > 1 ? hourMinute : clock;
  write(element('time'), show(cityNow(), current(), centre.city.timeZone));
  write(element('date'), longDate(cityNow(), current(), centre.city.timeZone));
  if (centre.link.heard > 0 && isStale(centre.link.heard, performance.now())) {
    setLink('stale');
  }
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
  replace(element('who'), whoAmI(() => tell('acted', {})));
  show();
}

function listen() {
  addEventListener('popstate', follow);
  addEventListener('hashchange', follow);
  on('address', show);
  on('address', ({ before }) => {
    const { cell, area } = centre.address;
    if ((cell || area) && (cell !== before.cell || area !== before.area)) {
      fillFlow();
    }
  });
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
