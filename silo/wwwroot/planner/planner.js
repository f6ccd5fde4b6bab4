// What if: run a scenario with something changed, watch the city over its time, and hold two runs against each other.

import { get, send } from '../js/api.js';
import { h, replace } from '../js/dom.js';
import { t } from '../js/i18n.js';
import { bar, openWords, toast } from '../js/page.js';
import { goSignIn, loadSession, session } from '../js/session.js';
import { comparisonTable, figureList } from './figures.js';
import { Player } from './player.js';
import { runForm } from './run-form.js';

const renewEvery = 1_500;

export const plan = {
  /** @type {any} */
  city: null,
  /** @type {string[]} */
  scenarios: [],
  /** @type {{name: string, bytes: number, isUploaded: boolean}[]} */
  histories: [],
  bytesMax: 0,
  /** @type {any[]} */
  runs: [],
  /** The runs on show: one, or two to compare. */
  first: '',
  second: '',
};

const left = h('aside', { class: 'runs' });
const stage = h('div', { class: 'plan-stage' });
/** @type {Player | null} */
let player = null;
let shown = '';

async function start() {
  await openWords();
  await loadSession();
  if (!session.isOpen && !session.account) {
    goSignIn();
    return;
  }
  plan.city = await get('/city');
  replace(document.getElementById('main'), left, stage);
  read();
  addEventListener('hashchange', () => {
    read();
    draw();
  });
  await Promise.all([renew(), renewHistories()]);
  draw();
  setInterval(renew, renewEvery);
}

function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  plan.first = given.get('a') ?? '';
  plan.second = given.get('b') ?? '';
}

function choose(first, second) {
  location.hash = new URLSearchParams({ ...(first ? { a: first } : {}), ...(second ? { b: second } : {}) }).toString();
}

/** Asks how far the runs are. */
async function renew() {
  const before = JSON.stringify(plan.runs);
  const answer = await get('/runs').catch(() => null);
  if (!answer) {
    return;
  }
  plan.scenarios = answer.scenarios;
  plan.runs = answer.items;
  if (JSON.stringify(plan.runs) !== before) {
    list();
    show();
  }
}

/** Asks which historical tables there are; who may not run anything is not told. */
async function renewHistories() {
  const answer = await get('/histories').catch(() => null);
  if (answer) {
    plan.histories = answer.items;
    plan.bytesMax = answer.bytesMax;
  }
}

function draw() {
  bar('plan.title', () => {
    shown = '';
    draw();
  });
  replace(left, h('h2', {}, t('plan.new')), runForm(plan, ask, renewHistories), h('h2', {}, t('plan.runs')), h('ul', { class: 'run-list', id: 'runs' }));
  list();
  show();
}

async function ask(body) {
  try {
    const run = await send('/runs', body);
    await renew();
    if (!plan.first) {
      choose(run.id, '');
    } else if (!plan.second) {
      choose(plan.first, run.id);
    }
  } catch (error) {
    toast(error.message, 'late');
  }
}

function list() {
  const target = document.getElementById('runs');
  if (target) {
    replace(target, plan.runs.length === 0 ? h('li', { class: 'empty' }, t('plan.none')) : plan.runs.map(row));
  }
}

function row(run) {
  const at = run.id === plan.first ? 'A' : run.id === plan.second ? 'B' : '';
  const changes = run.changes.map(({ what, value }) => `${what} = ${value}`).join(', ') || (run.handling ? t(`plan.handling.${run.handling}`) : t('plan.unchanged'));
  const days = run.from ? ` · ${t('plan.daysFrom', { n: run.days, from: run.from })}` : '';
  const isOver = ['done', 'stopped', 'failed'].includes(run.state);
  return h(
    'li',
    { class: at ? 'is-chosen' : undefined },
    h('div', { class: 'row' }, at ? h('b', { class: `mark-${at.toLowerCase()}` }, at) : null, h('strong', {}, run.name), h('span', { class: 'quiet' }, run.id)),
    h('p', { class: 'quiet small' }, `${run.scenario}${days} · ${changes} · ${t('plan.seed')} ${run.seed}`),
    run.account ? h('details', { class: 'small' }, h('summary', {}, run.account[0]), h('ul', {}, run.account.slice(1).map((sentence) => h('li', {}, sentence)))) : null,
    isOver ? null : h('progress', { max: 1, value: run.progress, 'aria-label': t(`plan.state.${run.state}`) }),
    run.fault ? h('p', { class: 'notice' }, run.fault) : null,
    h(
      'div',
      { class: 'row' },
      h('span', { class: 'quiet small' }, t(`plan.state.${run.state}`)),
      isOver ? null : h('button', { type: 'button', class: 'chip', onclick: () => send(`/runs/${run.id}`, undefined, 'DELETE').then(renew) }, t('plan.stop')),
      run.state === 'done' && run.id !== plan.first ? h('button', { type: 'button', class: 'chip', onclick: () => choose(run.id, plan.second === run.id ? '' : plan.second) }, t('plan.showA')) : null,
      run.state === 'done' && plan.first && run.id !== plan.first && run.id !== plan.second ? h('button', { type: 'button', class: 'chip', onclick: () => choose(plan.first, run.id) }, t('plan.showB')) : null,
      run.state === 'done' ? h('a', { class: 'chip as-button', href: `/api/v1/runs/${run.id}/report?lang=${document.documentElement.lang === 'en' ? 'en' : 'zh'}`, download: '' }, t('plan.report')) : null,
    ),
  );
}

/** Shows what is chosen, once it has come to its end; what is on show already is left in peace. */
async function show() {
  const isDone = (id) => plan.runs.find((run) => run.id === id)?.state === 'done';
  const ids = [plan.first, plan.second].filter((id) => id && isDone(id));
  const key = ids.join(' ') + document.documentElement.lang;
  if (key === shown) {
    return;
  }
  shown = key;
  player?.stop();
  if (ids.length === 0) {
    replace(stage, h('p', { class: 'empty' }, t(plan.first ? 'plan.wait' : 'plan.begin')));
    return;
  }
  try {
    const runs = await Promise.all(ids.map(whole));
    const comparison = ids.length === 2 ? await get(`/runs/${ids[0]}/compare/${ids[1]}`).catch((error) => error) : null;
    if (key !== shown) {
      return;
    }
    player = new Player(plan.city, runs);
    replace(
      stage,
      player.element,
      comparison instanceof Error ? h('p', { class: 'notice' }, comparison.message) : null,
      comparison && !(comparison instanceof Error) ? comparisonTable(plan.city, comparison) : figureList(runs[0]),
    );
    player.open();
  } catch (error) {
    shown = '';
    replace(stage, h('p', { class: 'notice', role: 'alert' }, error.message));
  }
}

/** A run with its film. */
async function whole(id) {
  const run = await get(`/runs/${id}`);
  const answer = await fetch(`/api/v1/runs/${id}/frames`);
  return { ...run, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

start().catch((error) => replace(document.getElementById('main'), h('p', { class: 'notice', role: 'alert' }, String(error.message ?? error))));
