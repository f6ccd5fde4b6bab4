// What the drawer shows of a cell.

import { askedPatrols } from './asked-patrols.js';
import { caseBadges } from './case-badges.js';
import { centre, cityNow, go } from './centre.js';
import { h } from './dom.js';
import { count, isOpen, lightOf, moment, shortCode, squareMetres, tiersOf } from './format.js';
import { current, pick, t } from './i18n.js';
import { word } from './telling.js';

/** @param {any} cell @param {import('./types.js').Case[]} open */
export function cellSheet(cell, open) {
  const ended = cell.recent.filter((item) => !isOpen(item.stage));
  return [
    h('h2', { tabindex: '-1', class: 'sheet-title' }, t('cell.title', { place: pick(cell.streetName, cell.streetNameZh) })),
    h('p', { class: 'quiet' }, pick(cell.communityName, cell.communityNameZh)),
    codeOf(cell),
    h('dl', { class: 'facts three' }, fact('cell.open', count(cell.open, current())), fact('cell.overdue', count(cell.overdue, current()), cell.overdue > 0 ? 'is-late' : ''), fact('cell.total', count(cell.total, current()))),
    h('dl', { class: 'facts' }, fact('cell.area', squareMetres(Math.round(cell.area), current())), fact('cell.inspectors', cell.inspectors.map((one) => one.name || one.id).join('、') || t('cell.nobody'))),
    askedPatrols(cell.patrols),
    section('cell.openCases', open.length > 0 ? caseRows(open) : h('p', { class: 'quiet' }, t('cell.noneOpen'))),
    ended.length > 0 ? section('cell.recent', caseRows(ended)) : null,
    section('cell.neighbours', h('p', { class: 'chips' }, cell.neighbours.map(neighbour))),
  ].flat();
}

/** The code in its parts, each with the tier it names (区、街道、社区、单元网格). */
function codeOf(cell) {
  const names = {
    district: pick(centre.city.name, centre.city.nameZh),
    street: pick(cell.streetName, cell.streetNameZh),
    community: pick(cell.communityName, cell.communityNameZh),
    cell: t('cell.number', { n: Number(cell.code.slice(12)) }),
  };
  return h('ol', { class: 'code', 'aria-label': cell.code }, tiersOf(cell.code).map(({ tier, digits }) => h(
    'li',
    { title: names[tier] },
    h('b', {}, digits),
    h('span', {}, t(`tier.${tier}`)),
  )));
}

function neighbour(code) {
  return h('button', { type: 'button', class: 'chip', title: t('cell.neighbour', { code }), onclick: () => go({ cell: code, case: '' }) }, shortCode(code));
}

/** Cases as rows: light, class, stage, time. */
export function caseRows(items) {
  const now = cityNow();
  return h('ul', { class: 'case-rows' }, items.map((item) => {
    const light = lightOf(item, now);
    const open = (event) => {
      event.preventDefault();
      go({ case: item.id });
    };
    return h('li', {}, h(
      'a',
      { href: `#case=${item.id}`, onclick: open },
      h('span', { class: `light light-${light.name}`, title: t(`light.${light.name}`) }, light.shape),
      h('span', { class: 'what' }, pick(item.className, item.classNameZh), ' ', caseBadges(item)),
      h('span', { class: 'stage' }, word(t, 'stage', item.stage)),
      h('time', { datetime: item.reportedAt }, moment(item.reportedAt, current(), centre.city.timeZone)),
    ));
  }));
}

/** One line of a list of facts. */
export function fact(key, value, tone = '') {
  return h('div', {}, h('dt', {}, t(key)), h('dd', { class: tone }, value));
}

/** A part of a sheet under its heading. */
export function section(key, ...content) {
  return h('section', {}, h('h3', {}, t(key)), content);
}
