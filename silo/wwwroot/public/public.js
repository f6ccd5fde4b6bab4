// What anybody may do without an account: report something, and see what became of it.

import { get, send } from '../js/api.js';
import { h, replace } from '../js/dom.js';
import { moment } from '../js/format.js';
import { current, nameOf, pick, t } from '../js/i18n.js';
import { photoButton } from '../js/photo.js';
import { bar, openWords, toast } from '../js/page.js';
import { commandId, loadSession } from '../js/session.js';
import { PlaceMap } from './place-map.js';

const steps = ['received', 'sent', 'handling', 'checking', 'done'];

/** @type {any} */
let city;
/** What somebody is about to report; the id is made once, so that a form that is sent twice is one report. */
let draft = fresh();

function fresh() {
  return { id: commandId(), class: '', text: '', place: /** @type {any} */ (null), accuracy: 20, words: '', photos: /** @type {Blob[]} */ ([]) };
}

const main = () => /** @type {HTMLElement} */ (document.getElementById('main'));

async function start() {
  await openWords();
  await loadSession();
  city = await get('/city');
  addEventListener('hashchange', draw);
  draw();
}

function draw() {
  bar('public.title', draw);
  const number = new URLSearchParams(location.hash.slice(1)).get('number') ?? '';
  replace(main(), number ? followed(number) : [introduction(), form(), follow()]);
}

function introduction() {
  return h('section', { class: 'intro' }, h('h2', {}, t('public.welcome', { city: nameOf(city) })), h('p', {}, t('public.means')));
}

function form() {
  const canvas = h('canvas', { class: 'place-map', tabindex: '0', role: 'application', 'aria-label': t('public.map') });
  const where = h('p', { class: 'place', role: 'status' }, draft.words || t('public.pickPlace'));
  const map = new PlaceMap(canvas, city, async (lon, lat, accuracy) => {
    draft.place = { lon, lat };
    draft.accuracy = accuracy ?? 10;
    map.mark(lon, lat);
    where.textContent = await wordsOf(lon, lat);
    draft.words = where.textContent ?? '';
  });
  const sorted = [...city.classes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), current()));
  requestAnimationFrame(() => map.open(draft.place));
  return h(
    'form',
    { class: 'sheet', id: 'report', onsubmit: submit },
    h('h2', {}, t('public.report')),
    h('label', { class: 'pick' }, h('span', {}, t('public.what')), h('select', { name: 'class', required: true, onchange: (event) => { draft.class = event.target.value; } }, h('option', { value: '' }, '–'), sorted.map((one) => h('option', { value: one.code, selected: one.code === draft.class }, nameOf(one))))),
    h('fieldset', {}, h('legend', {}, t('public.where')), canvas, h('div', { class: 'row' }, where, h('button', { type: 'button', class: 'chip', onclick: () => locate(map) }, '◎ ', t('public.here')))),
    h('label', { class: 'words' }, h('span', {}, t('public.text')), h('textarea', { name: 'text', rows: 3, maxlength: 1000, oninput: (event) => { draft.text = event.target.value; } }, draft.text)),
    photoButton(draft.photos, (words) => toast(words, 'late')),
    h('p', { class: 'quiet small' }, t('public.nothingPersonal')),
    h('button', { type: 'submit', class: 'go' }, t('public.send')),
  );
}

async function wordsOf(lon, lat) {
  try {
    const { street, community, cell, isNearBorder } = await get('/public/place', { lon, lat, frame: 'wgs84' });
    return [nameOf(street), nameOf(community), cell, isNearBorder ? t('public.nearBorder') : ''].filter(Boolean).join(' · ');
  } catch (error) {
    draft.place = null;
    return error.status === 404 ? t('public.outside', { city: nameOf(city) }) : error.message;
  }
}

function locate(map) {
  navigator.geolocation?.getCurrentPosition(
    ({ coords }) => map.choose(coords.longitude, coords.latitude, coords.accuracy),
    () => toast(t('public.noPosition'), 'late'),
    { enableHighAccuracy: true, timeout: 15_000 },
  );
}

async function submit(event) {
  event.preventDefault();
  if (!draft.place) {
    toast(t('public.pickPlace'), 'late');
    return;
  }
  const button = event.target.querySelector('.go');
  button.disabled = true;
  try {
    while (draft.photos.length > 0) {
      await send(`/photos?command=${draft.id}`, draft.photos[0]);
      draft.photos.shift();
    }
    const now = new Date().toISOString();
    const told = await send('/public/reports', {
      id: draft.id, class: draft.class, ...draft.place, frame: 'wgs84', accuracy: Math.round(draft.accuracy), text: draft.text.trim() || undefined, seenAt: now, sentAt: now,
    });
    draft = fresh();
    location.hash = `number=${told.number}`;
  } catch (error) {
    toast(error.message, 'late');
    button.disabled = false;
  }
}

function follow() {
  const go = (event) => {
    event.preventDefault();
    location.hash = `number=${new FormData(event.target).get('number')}`;
  };
  return h('form', { class: 'sheet', id: 'follow', onsubmit: go }, h('h2', {}, t('public.follow')), h('label', { class: 'words' }, h('span', {}, t('public.number')), h('input', { name: 'number', required: true, autocomplete: 'off', placeholder: '110101009003012-17' })), h('button', { type: 'submit', class: 'wide-button' }, t('public.look')));
}

function followed(number) {
  const target = h('section', { class: 'sheet' }, h('p', { class: 'quiet' }, t('drawer.loading')));
  get(`/public/reports/${encodeURIComponent(number)}`).then((told) => replace(target, story(told)), (error) => replace(target, h('p', { class: 'notice', role: 'alert' }, error.status === 404 ? t('public.unknown') : error.message)));
  return [target, h('a', { class: 'wide-button', href: '#' }, t('public.another'))];
}

function story(told) {
  const zone = city.timeZone;
  const at = { received: told.reportedAt, sent: told.sentAt, done: told.endedAt };
  const reached = told.step === 'notTaken' ? 0 : steps.indexOf(told.step);
  return [
    h('p', { class: 'quiet' }, t('public.yourNumber')),
    h('h2', { class: 'number', tabindex: '-1' }, told.number),
    h('p', {}, h('strong', {}, pick(told.className, told.classNameZh)), ` · ${nameOf(told.street)} ${nameOf(told.community)}`),
    told.isDuplicate ? h('p', { class: 'notice' }, t('public.duplicate')) : null,
    told.step === 'notTaken' ? h('p', { class: 'notice' }, t('public.notTaken')) : null,
    h('ol', { class: 'story' }, steps.map((step, index) => h(
      'li',
      { class: index < reached || (step === told.step && step === 'done') ? 'past' : index === reached ? 'now' : 'ahead', 'aria-current': index === reached ? 'step' : undefined },
      h('strong', {}, t(`public.step.${step}`)),
      at[step] && index <= reached ? h('time', { datetime: at[step] }, moment(at[step], current(), zone)) : null,
      step === 'handling' && told.unitName && index <= reached ? h('span', { class: 'quiet' }, pick(told.unitName, told.unitNameZh)) : null,
    ))),
    told.expectedBy ? h('p', { class: 'quiet' }, t('public.expected', { at: moment(told.expectedBy, current(), zone) })) : null,
    h('p', { class: 'quiet small' }, t('public.keep')),
  ];
}

start().catch((error) => replace(main(), h('p', { class: 'notice', role: 'alert' }, String(error.message ?? error))));
