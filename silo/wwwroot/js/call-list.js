// The calls of a case on its sheet: who was called to what, who came, how they were graded, what came of it.

import { centre, unitName } from './centre.js';
import { h } from './dom.js';
import { moment } from './format.js';
import { current, t } from './i18n.js';
import { word } from './telling.js';

/** @param {import('./calls.js').Call[]} calls */
export function callList(calls) {
  return h('ol', { class: 'calls' }, calls.map((call) => h(
    'li',
    {},
    h('p', {}, h('b', {}, `${word(t, 'call', call.kind)} ${call.number}`), ' ', word(t, 'topic', call.topic), ' ', h('span', { class: 'quiet small' }, standing(call))),
    h('ul', {}, call.parties.map((party) => h('li', {}, h('span', {}, unitName(party.unit)), h('span', { class: tone(party, call) }, came(party, call))))),
    call.outcome ? h('q', {}, call.outcome) : null,
  )));
}

function standing({ closedAt, due }) {
  return closedAt ? t('calls.closed', { at: at(closedAt) }) : due ? t('calls.due', { at: at(due) }) : t('calls.open');
}

function came({ answeredAt, score }, { isOverdue, closedAt }) {
  const arrival = answeredAt ? t('calls.came', { at: at(answeredAt) }) : t(isOverdue || closedAt ? 'calls.missing' : 'calls.awaited');
  return score === undefined || score === null ? arrival : `${arrival} · ${t('calls.score', { score })}`;
}

function tone({ answeredAt }, { isOverdue }) {
  return !answeredAt && isOverdue ? 'is-late' : 'quiet';
}

function at(time) {
  return moment(time, current(), centre.city.timeZone);
}
