// My beat: its cells, where I am, and what waits in it; a tap says where something is when the phone does not know.

import { askedPatrols } from '../js/asked-patrols.js';
import { h, replace, write } from '../js/dom.js';
import { current, pick, t } from '../js/i18n.js';
import { metres, shortCode } from '../js/format.js';
import { BeatMap } from './beat-map.js';
import { distance } from './position.js';
import { whereabouts } from './report.js';

export function beatView(phone) {
  const where = h('div', { class: 'where' });
  const canvas = h('canvas', { class: 'beat-map', role: 'img', tabindex: 0 });
  const map = new BeatMap(canvas, (lon, lat) => phone.place({ lon, lat, accuracy: 5, at: Date.now(), isByHand: true }));
  const size = h('span', { class: 'quiet' });
  const cells = h('ul', { class: 'cells' });
  const patrols = h('div');
  const show = () => {
    // The beat may have come only now: the page opens with what was known before.
    write(size, ` ${t('phone.cells', { n: phone.beat.beat.length })}`);
    replace(cells, phone.beat.beat.map((code) => h('li', {}, inCell(phone, code))));
    replace(patrols, askedPatrols(phone.beat.patrols));
    canvas.setAttribute('aria-label', t('phone.beatLabel', { cells: phone.beat.beat.length, tasks: phone.tasks.length }));
    replace(where, whereabouts(phone).slice(0, -1));
    map.show(phone);
  };
  const changes = ['moved', 'themed'];
  const changed = () => (canvas.isConnected ? show() : changes.forEach((name) => document.removeEventListener(name, changed)));
  changes.forEach((name) => document.addEventListener(name, changed));
  requestAnimationFrame(show);
  return h(
    'section',
    { class: 'beat' },
    h('h2', {}, t('phone.beat'), size),
    where,
    canvas,
    h('p', { class: 'quiet small' }, t('phone.tapMap')),
    patrols,
    h('details', {}, h('summary', {}, t('phone.cellList')), cells),
  );
}

/** A cell in words, for whoever does not use the map. */
function inCell(phone, code) {
  const here = phone.tasks.filter((item) => item.cell === code);
  const words = here.map((item) => `${pick(item.className, item.classNameZh)}${phone.fix ? ` ${metres(distance(phone.fix, item), current())}` : ''}`);
  return [shortCode(code), ...words].join(' · ');
}
