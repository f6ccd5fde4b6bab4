// Report in two taps and a photo: what it is, and go.

import { h, replace } from '../js/dom.js';
import { current, nameOf, t } from '../js/i18n.js';
import { metres, shortCode } from '../js/format.js';
import { photoButton } from '../js/photo.js';
import { toast } from '../js/page.js';
import { chosen, choose } from '../js/choices.js';
import { by } from '../js/session.js';
import { enqueue } from './outbox.js';

/** What is seen most on the street; what this phone reported most comes before it. */
const usual = ['06010', '06012', '06036', '06042', '07001', '09001', '09005', '09006', '06025', '09009', '09010', '06011'];
const tilesShown = 9;

const draft = { class: '', condition: '', text: '', selfFixed: false, /** @type {Blob[]} */ photos: [] };

export function reportView(phone) {
  const where = h('div', { class: 'where' });
  const go = h('button', { type: 'button', class: 'go', id: 'send' }, t('phone.send'));
  const more = h('div', { class: 'more' });
  const tiles = h('div', { class: 'tiles', role: 'group', 'aria-label': t('phone.what') });
  const showWhere = () => replace(where, whereabouts(phone));
  const ready = () => {
    go.disabled = !draft.class || !phone.fix;
    replace(more, draft.class ? details(phone) : null);
  };
  const showTiles = () => replace(tiles, tilesOf(phone).map((one) => h(
    'button',
    { type: 'button', 'data-class': one.code, 'aria-pressed': String(draft.class === one.code), onclick: () => pick(one.code) },
    nameOf(one),
  )), others(phone, pick));
  const pick = (code) => {
    Object.assign(draft, { class: draft.class === code ? '' : code, condition: '' });
    showTiles();
    ready();
  };
  const moved = () => {
    if (!where.isConnected) {
      document.removeEventListener('moved', moved);
      return;
    }
    showWhere();
    ready();
  };
  document.addEventListener('moved', moved);
  go.addEventListener('click', async () => {
    await report(phone);
    showTiles();
    ready();
  });
  showWhere();
  showTiles();
  ready();
  return h('section', { class: 'report' }, where, h('h2', {}, t('phone.what')), tiles, more, h('div', { class: 'foot' }, go));
}

function details(phone) {
  return [
    conditions(phone),
    photoButton(draft.photos, (words) => toast(words, 'late')),
    h('label', { class: 'words' }, h('span', {}, t('phone.text')), h('textarea', { rows: 2, maxlength: 1000, oninput: (event) => { draft.text = event.target.value; } }, draft.text)),
    h('label', { class: 'switch' }, h('input', { type: 'checkbox', checked: draft.selfFixed, onchange: (event) => { draft.selfFixed = event.target.checked; } }), h('span', {}, t('phone.selfFixed'))),
  ];
}

/** What is so about it decides how soon it has to be solved; only some classes ask. */
function conditions(phone) {
  const known = phone.city.classes.find((one) => one.code === draft.class)?.conditions;
  return known && h('label', { class: 'words' }, h('span', {}, t('case.condition')), h(
    'select',
    { name: 'condition', onchange: (event) => { draft.condition = event.target.value; } },
    h('option', { value: '' }, '–'),
    known.map((one) => h('option', { value: one, selected: one === draft.condition }, one)),
  ));
}

async function report(phone) {
  const { fix } = phone;
  const known = phone.city.classes.find((one) => one.code === draft.class);
  const body = {
    class: draft.class,
    condition: draft.condition || undefined,
    channel: channelOf(phone.city),
    lon: fix.lon,
    lat: fix.lat,
    frame: 'wgs84',
    accuracy: Math.round(fix.accuracy),
    text: draft.text.trim() || undefined,
    seenAt: new Date().toISOString(),
    selfFixed: draft.selfFixed ? t('phone.selfFixedWords') : undefined,
    ...by('inspector', phone.inspector),
  };
  count(draft.class);
  await enqueue({ path: '/reports', body, isReport: true, photos: draft.photos, words: nameOf(known) || draft.class });
  Object.assign(draft, { class: '', condition: '', text: '', selfFixed: false, photos: [] });
  toast(t(phone.isOnline ? 'phone.onItsWay' : 'phone.kept'), phone.isOnline ? 'done' : 'soon');
}

/** The inspectors' channel is called so in every city that has one. */
function channelOf(city) {
  return city.channels.find((one) => one.id === 'inspector')?.id ?? city.channels.find((one) => one.isTrusted)?.id ?? city.channels[0]?.id;
}

function tilesOf(phone) {
  const counts = JSON.parse(chosen('seen', '{}'));
  const rank = (code) => (counts[code] ?? 0) * 100 + (usual.includes(code) ? usual.length - usual.indexOf(code) : 0);
  const tiles = [...phone.city.classes].sort((a, b) => rank(b.code) - rank(a.code)).slice(0, tilesShown);
  const picked = phone.city.classes.find((one) => one.code === draft.class);
  return picked && !tiles.includes(picked) ? [...tiles.slice(0, tilesShown - 1), picked] : tiles;
}

function count(code) {
  const counts = JSON.parse(chosen('seen', '{}'));
  counts[code] = (counts[code] ?? 0) + 1;
  choose('seen', JSON.stringify(counts));
}

function others(phone, pick) {
  const sorted = [...phone.city.classes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), current()));
  return h(
    'label',
    { class: 'others' },
    h('span', { class: 'unseen' }, t('phone.others')),
    h('select', { onchange: (event) => event.target.value && pick(event.target.value) }, h('option', { value: '' }, `${t('phone.others')} …`), sorted.map((one) => h('option', { value: one.code }, nameOf(one)))),
  );
}

/** Where the report will be, how sure that is, and what else it may be. */
export function whereabouts(phone) {
  const { fix, cell, problem } = phone;
  if (!fix) {
    return [
      h('p', { class: 'place is-soon' }, t(`phone.position.${problem}`)),
      h('button', { type: 'button', class: 'plain', onclick: () => phone.go('beat') }, t('phone.byHand')),
    ];
  }
  const where = cell.code ? t('phone.inCell', { cell: shortCode(cell.code) }) : t(phone.beat.features.length > 0 ? 'phone.outsideBeat' : 'phone.cellUnknown');
  return [
    h('p', { class: 'place' }, h('strong', {}, where), ' ', h('span', { class: 'quiet' }, fix.isByHand ? t('phone.pointed') : t('phone.accuracy', { m: metres(fix.accuracy, current()) }))),
    cell.second ? h('p', { class: 'border' }, '△ ', t('phone.nearBorder', { cell: shortCode(cell.second), m: metres(cell.toBorder, current()) })) : null,
    fix.accuracy > 100 ? h('p', { class: 'border' }, '△ ', t('phone.inaccurate')) : null,
    h('button', { type: 'button', class: 'plain', onclick: () => phone.go('beat') }, t('phone.byHand')),
  ];
}
