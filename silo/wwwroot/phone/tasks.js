// What I have to look at: first what has least time left, then what is nearest; each done on the spot, with a photo.

import { get, photoAddress } from '../js/api.js';
import { h, replace } from '../js/dom.js';
import { current, pick, t } from '../js/i18n.js';
import { lightOf, metres, moment, shortCode } from '../js/format.js';
import { leftOf } from '../js/left.js';
import { photoButton } from '../js/photo.js';
import { toast } from '../js/page.js';
import { by } from '../js/session.js';
import { distance } from './position.js';
import { enqueue, state } from './outbox.js';

/** The task that is open, by its case. */
export const openTask = { id: '', note: '', /** @type {Blob[]} */ photos: [] };

const answers = {
  pendingVerification: { command: 'verify', field: 'sight', values: ['exists', 'missing', 'unable'] },
  pendingCheck: { command: 'check', field: 'result', values: ['pass', 'fail', 'unable'] },
};

const soon = 30 * 60_000;

/** Those whose time runs out first, in steps of half an hour; within a step those that are near. */
export function inOrder(tasks, fix, now) {
  const slot = (item) => (item.due ? Math.max(0, Math.floor((Date.parse(item.due) - now) / soon)) : Infinity);
  const away = (item) => (fix ? distance(fix, item) : 0);
  return [...tasks].sort((a, b) => (slot(a) === slot(b) ? away(a) - away(b) : slot(a) - slot(b)));
}

export function tasksView(phone) {
  const item = phone.tasks.find((one) => one.id === openTask.id);
  if (item) {
    return sheet(phone, item);
  }
  const list = h('ul', { class: 'task-list' });
  const show = () => replace(list, inOrder(phone.tasks, phone.fix, phone.now()).map((one) => card(phone, one)));
  const moved = () => (list.isConnected ? show() : document.removeEventListener('moved', moved));
  document.addEventListener('moved', moved);
  show();
  const heard = phone.heard ? t('phone.asOf', { at: moment(phone.heard + session0(phone), current(), phone.city.timeZone) }) : t('phone.neverHeard');
  return h(
    'section',
    {},
    h('h2', {}, t('phone.tasks')),
    phone.tasks.length === 0 ? h('p', { class: 'empty' }, t('phone.noTasks')) : list,
    h('p', { class: 'quiet small' }, heard),
  );
}

/** A device whose clock is wrong still shows when it heard by the city's clock. */
function session0(phone) {
  return phone.now() - Date.now();
}

function card(phone, item) {
  const light = lightOf(item, phone.now());
  const isSent = state.entries.some((entry) => entry.path.includes(item.id));
  return h('li', {}, h(
    'button',
    { type: 'button', 'data-case': item.id, onclick: () => { Object.assign(openTask, { id: item.id, note: '', photos: [] }); phone.draw(); } },
    h('span', { class: 'row' }, h('b', { class: 'task-kind' }, t(`phone.kind.${answers[item.stage].command}`)), h('strong', {}, pick(item.className, item.classNameZh))),
    h('span', { class: 'row' }, h('span', { class: `light light-${light.name}` }, light.shape), h('span', {}, isSent ? t('phone.answered') : leftOf(light, t) || t(`light.${light.name}`)), h('span', { class: 'quiet' }, [shortCode(item.cell), phone.fix ? metres(distance(phone.fix, item), current()) : ''].filter(Boolean).join(' · '))),
  ));
}

function sheet(phone, item) {
  const { command, field, values } = answers[item.stage];
  const before = h('div', { class: 'before' });
  showBefore(item, before);
  const answer = async (value) => {
    await enqueue({
      path: `/cases/${item.id}/${command}`,
      body: { [field]: value, note: openTask.note.trim() || undefined, ...by('inspector', phone.inspector) },
      photos: openTask.photos,
      words: `${t(`phone.kind.${command}`)} ${pick(item.className, item.classNameZh)}`,
    });
    toast(t(phone.isOnline ? 'phone.onItsWay' : 'phone.kept'), phone.isOnline ? 'done' : 'soon');
    phone.tasks = phone.tasks.filter((one) => one.id !== item.id);
    openTask.id = '';
    phone.draw();
  };
  return h(
    'section',
    { class: 'task' },
    h('button', { type: 'button', class: 'plain', onclick: () => { openTask.id = ''; phone.draw(); } }, '← ', t('phone.tasks')),
    h('h2', {}, `${t(`phone.kind.${command}`)}: ${pick(item.className, item.classNameZh)}`),
    h('p', { class: 'quiet' }, [item.id, phone.fix ? metres(distance(phone.fix, item), current()) : ''].filter(Boolean).join(' · ')),
    item.text ? h('blockquote', {}, item.text) : null,
    command === 'check' && item.closingCondition ? h('p', { class: 'quiet' }, `${t('case.closing')}: ${item.closingCondition}`) : null,
    before,
    h('p', {}, t(`phone.ask.${command}`)),
    photoButton(openTask.photos, (words) => toast(words, 'late')),
    h('label', { class: 'words' }, h('span', {}, t('phone.note')), h('textarea', { rows: 2, maxlength: 1000, oninput: (event) => { openTask.note = event.target.value; } }, openTask.note)),
    h('div', { class: 'answers' }, values.map((value) => h('button', { type: 'button', class: `answer answer-${value}`, 'data-answer': value, onclick: () => answer(value) }, t(`phone.answer.${value}`)))),
    item.task === 'asked' ? h('button', { type: 'button', class: 'plain', onclick: () => takeIt(phone, item) }, t('phone.take')) : null,
  );
}

async function takeIt(phone, item) {
  await enqueue({ path: `/cases/${item.id}/take-task`, body: by('inspector', phone.inspector), photos: [], words: t('phone.take') });
  item.task = 'taken';
  phone.draw();
}

/** The photos that came before; without a network there are none, and that is no reason not to look. */
async function showBefore(item, target) {
  const life = await get(`/cases/${item.id}/life`).catch(() => null);
  const names = life?.entries.flatMap((entry) => entry.photos ?? []) ?? [];
  replace(target, names.map((name, at) => h('img', { src: photoAddress(name), alt: t('photo.before', { n: at + 1 }), loading: 'lazy' })));
}
