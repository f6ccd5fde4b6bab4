// The inspector's page: what it knows, its four views, and how it goes on without a network.

import { get } from '../js/api.js';
import { h, replace } from '../js/dom.js';
import { applyTexts, t } from '../js/i18n.js';
import { bar, openWords, pickFrom, toast } from '../js/page.js';
import { actAs, goSignIn, loadSession, session, subjectIn, take } from '../js/session.js';
import { beatView } from './beat.js';
import { locate, follow } from './position.js';
import { flush, onOutbox, openOutbox, state } from './outbox.js';
import { reportView } from './report.js';
import { known } from './store.js';
import { openTask, tasksView } from './tasks.js';
import { waitingView } from './waiting.js';

const views = { report: reportView, tasks: tasksView, beat: beatView, waiting: waitingView };
const renewEvery = 60_000;

/** What the views share. */
export const phone = {
  view: 'report',
  /** @type {any} */
  city: null,
  inspector: '',
  inspectors: [],
  /** @type {{beat: string[], features: any[], name: string}} */
  beat: { beat: [], features: [], name: '' },
  /** @type {any[]} */
  tasks: [],
  /** When the tasks were true, by this device. */
  heard: 0,
  isOnline: navigator.onLine,
  /** @type {{lon: number, lat: number, accuracy: number, at: number, isByHand?: boolean} | null} */
  fix: null,
  problem: 'waiting',
  /** The cell of the position, and the one that it may be instead. */
  cell: { code: '', second: '', toBorder: Infinity },
  draw,
  go,
  place,
  now: () => Date.now() + (phone.isOnline || phone.heard ? session.ahead : 0) + (Date.now() - phone.heard) * ((phone.city?.speed ?? 1) - 1),
};

async function start() {
  await openWords();
  await learn();
  if (!session.isOpen && session.account?.role !== 'inspector') {
    replace(main(), h('p', { class: 'notice' }, t('phone.notForYou')), h('a', { class: 'wide-button', href: '/' }, t('page.home')));
    bar('phone.title', start);
    return;
  }
  phone.inspector = subjectIn('inspector', phone.inspectors.find((one) => one.kind === 'inspector')?.id ?? '');
  await know();
  onOutbox((done) => {
    if (done?.answer?.case) {
      toast(t('phone.sent', { words: done.entry.words, number: done.answer.case.id }));
      refresh();
    }
    tabs();
    status();
    if (phone.view === 'waiting') {
      draw();
    }
  });
  phone.view = Object.hasOwn(views, location.hash.slice(1)) ? location.hash.slice(1) : 'report';
  addEventListener('hashchange', () => {
    phone.view = Object.hasOwn(views, location.hash.slice(1)) ? location.hash.slice(1) : 'report';
    draw();
  });
  draw();
  await openOutbox();
  follow((fix, problem) => {
    if (fix || !phone.fix?.isByHand) {
      phone.problem = problem;
      if (fix) {
        place(fix);
      } else {
        moved();
      }
    }
  });
  refresh();
  setInterval(refresh, renewEvery);
  addEventListener('online', refresh);
  addEventListener('offline', () => setOnline(false));
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.register('/phone/sw.js').catch(() => toast(t('phone.noWorker'), 'soon'));
  }
  navigator.storage?.persist?.();
}

const main = () => /** @type {HTMLElement} */ (document.getElementById('main'));

/** Who one is and what the city is: from the server, else as it was when the server was last heard. */
async function learn() {
  try {
    await loadSession();
    if (!session.isOpen && !session.account) {
      goSignIn();
      return;
    }
    phone.city = await get('/city');
    phone.inspectors = session.isOpen ? (await get('/inspectors')).items : [];
    // The proof of a session stays out of what lies on the phone.
    await known.put('who', { isOpen: session.isOpen, account: session.account, commands: session.commands });
    await known.put('city', phone.city);
    await known.put('inspectors', phone.inspectors);
  } catch {
    phone.isOnline = false;
    take((await known.get('who')) ?? { isOpen: true });
    phone.city = (await known.get('city')) ?? { classes: [] };
    phone.inspectors = (await known.get('inspectors')) ?? [];
  }
}

/** What was known of this inspector's beat and tasks. */
async function know() {
  phone.beat = (await known.get(`beat ${phone.inspector}`)) ?? phone.beat;
  const kept = await known.get(`tasks ${phone.inspector}`);
  phone.tasks = kept?.tasks ?? [];
  phone.heard = kept?.heard ?? 0;
}

/** Asks the server again what there is to do. */
async function refresh() {
  try {
    await loadSession();
    const [beat, tasks] = await Promise.all([
      get(`/inspectors/${encodeURIComponent(phone.inspector)}/beat`),
      get('/cases', { inspector: phone.inspector, open: true, limit: 200 }),
    ]);
    phone.beat = beat;
    phone.tasks = tasks.items.filter((item) => ['pendingVerification', 'pendingCheck'].includes(item.stage));
    phone.heard = Date.now();
    await known.put(`beat ${phone.inspector}`, beat);
    await known.put(`tasks ${phone.inspector}`, { tasks: phone.tasks, heard: phone.heard });
    setOnline(true);
    moved();
    if (phone.view === 'tasks' && !openTask.id) {
      draw();
    }
    flush();
  } catch (error) {
    if (error.status === 401) {
      state.needsSignIn = true;
    }
    setOnline(false);
  }
}

function setOnline(is) {
  phone.isOnline = is;
  status();
  tabs();
}

/** Takes a position: the phone's own, or one that was pointed at on the map. */
function place(fix) {
  phone.fix = fix;
  phone.problem = '';
  phone.cell = locate(fix, phone.beat.features);
  moved();
}

function moved() {
  if (phone.fix) {
    phone.cell = locate(phone.fix, phone.beat.features);
  }
  document.dispatchEvent(new CustomEvent('moved'));
}

function go(view) {
  openTask.id = '';
  location.hash = view;
}

function draw() {
  bar('phone.title', draw, h('span', { id: 'status', class: 'status', role: 'status' }));
  status();
  tabs();
  replace(main(), who(), views[phone.view](phone));
  applyTexts(document);
}

/** Where the server is open, one says which inspector one is. */
function who() {
  if (!session.isOpen || phone.inspectors.length === 0) {
    return null;
  }
  const options = phone.inspectors.filter((one) => one.kind === 'inspector').map((one) => ({ id: one.id, words: `${one.id} ${one.name}` }));
  return h('div', { class: 'who' }, pickFrom(t('phone.iAm'), phone.inspector, options, async (id) => {
    actAs('inspector', id);
    phone.inspector = id;
    await know();
    await refresh();
    draw();
  }));
}

function status() {
  const target = document.getElementById('status');
  if (!target) {
    return;
  }
  const key = state.needsSignIn ? 'phone.signIn' : phone.isOnline ? 'phone.online' : 'phone.offline';
  target.className = `status ${phone.isOnline && !state.needsSignIn ? 'is-on' : 'is-off'}`;
  replace(target, phone.isOnline ? '● ' : '◌ ', state.needsSignIn ? h('a', { href: `/sign-in/?to=${encodeURIComponent('/phone/')}` }, t(key)) : t(key));
}

function tabs() {
  const counts = { tasks: phone.tasks.length, waiting: state.entries.length };
  const target = /** @type {HTMLElement} */ (document.getElementById('tabs'));
  target.setAttribute('aria-label', t('phone.tabs'));
  replace(target, Object.keys(views).map((name) => h(
    'a',
    { href: `#${name}`, id: `tab-${name}`, 'aria-current': phone.view === name ? 'page' : undefined, onclick: () => { openTask.id = ''; } },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, { report: '＋', tasks: '☑', beat: '▦', waiting: '⇅' }[name]),
    h('span', {}, t(`phone.${name}`), counts[name] ? h('b', { class: 'count' }, String(counts[name])) : null),
  )));
}

start().catch((error) => replace(main(), h('p', { class: 'notice', role: 'alert' }, String(error.message ?? error))));
