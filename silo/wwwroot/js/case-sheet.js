// What the drawer shows of a case: where it stands, when it is due, why it went where it went, and everything that
// happened to it, with who and why.

import { getOnce } from './api.js';
import { callList } from './call-list.js';
import { callsOf } from './calls.js';
import { caseActions } from './case-actions.js';
import { caseBadges } from './case-badges.js';
import { fact, section } from './cell-sheet.js';
import { centre, cityNow, go, placeName, unitName } from './centre.js';
import { h } from './dom.js';
import { lightOf, moment, shortCode } from './format.js';
import { current, nameOf, pick, t } from './i18n.js';
import { leftOf } from './left.js';
import { progress } from './life.js';
import { miniMap } from './mini-map.js';
import { reasonText } from './reason-text.js';
import { letters, word } from './telling.js';
import { timeline } from './timeline.js';

/** @param {{case: import('./types.js').Case, entries: import('./types.js').Entry[], why?: import('./types.js').Why}} life */
export function caseSheet(life, cell) {
  const item = life.case;
  const calls = callsOf(life.entries);
  return [
    h('h2', { tabindex: '-1', class: 'sheet-title' }, pick(item.className, item.classNameZh)),
    h('p', { class: 'number' }, item.id, ' ', share(item.id)),
    caseBadges(item, calls),
    stepper(item),
    dueLine(item),
    caseActions(life, calls),
    item.text ? h('blockquote', {}, item.text) : null,
    life.why ? whySection(life.why, item) : null,
    h('dl', { class: 'facts' }, facts(item)),
    miniMap(item, cell),
    calls.length > 0 ? section('case.calls', callList(calls)) : null,
    section('case.life', timeline(life.entries, calls)),
  ].flat();
}

function share(id) {
  const copied = (event) => navigator.clipboard?.writeText(`${location.origin}/#case=${id}`).then(() => {
    event.target.textContent = t('case.copied');
  });
  return h('button', { type: 'button', class: 'chip', onclick: copied }, t('case.copy'));
}

/** The seven steps from left to right. */
function stepper(item) {
  return h('ol', { class: 'stepper', 'aria-label': t('case.steps') }, progress(item.stage).map(({ step, state }) => h(
    'li',
    { class: state, 'aria-current': state === 'now' || state === 'held' ? 'step' : undefined },
    h('span', {}, t(`step.${step}`)),
  )));
}

/** The light with its word, the due time, and how much of the time is used. */
function dueLine(item) {
  const now = cityNow();
  const light = lightOf(item, now);
  const left = leftOf(light, t);
  const due = item.due ? t(light.name === 'held' ? 'case.resumes' : 'case.due', { at: moment(item.due, current(), centre.city.timeZone) }) : '';
  return h(
    'div',
    { class: `due due-${light.name}` },
    h('p', {}, h('span', { class: `light light-${light.name}` }, light.shape), h('strong', {}, t(`light.${light.name}`)), h('span', {}, word(t, 'stage', item.stage))),
    due ? h('p', { class: 'small' }, h('span', {}, due), h('strong', {}, left)) : null,
    left && light.name !== 'held' ? h('i', { class: 'due-bar', '--used': usedShare(item, now), 'aria-hidden': 'true' }) : null,
  );
}

function usedShare(item, now) {
  const start = Date.parse(item.dispatchedAt ?? item.reportedAt);
  return Math.min(1, Math.max(0.02, (now - start) / (Date.parse(item.due) - start)));
}

/** Why this unit: sentences first, the names a rule writer needs below. */
function whySection(why, item) {
  const described = h('p', { class: 'quiet small' });
  getOnce('/rules').then(({ rules }) => {
    described.textContent = rules.find((rule) => rule.id === why.rule)?.description ?? '';
  }).catch(() => described.remove());
  return h(
    'section',
    { class: 'why' },
    h('h3', {}, t('case.why')),
    h('p', { class: 'reason' }, reasonText(why, item.unit)),
    described,
    h('p', { class: 'quiet small' }, t('why.source', { rule: why.rule, version: why.version.slice(0, 12) })),
  );
}

function facts(item) {
  const channel = centre.city.channels?.find((one) => one.id === item.channel);
  return [
    fact('case.cell', h('button', { type: 'button', class: 'chip', onclick: () => go({ cell: item.cell, case: '' }) }, placeName(item.cell))),
    item.unit ? fact('case.unit', unitName(item.unit)) : null,
    item.tier ? fact('case.tier', word(t, 'tier', item.tier)) : null,
    item.task ? fact('case.task', taskWords(item)) : null,
    fact('case.channel', nameOf(channel) || item.channel),
    fact('case.reported', moment(item.reportedAt, current(), centre.city.timeZone)),
    item.reference ? fact('case.reference', item.reference) : null,
    item.condition ? fact('case.condition', item.condition) : null,
    item.closingCondition ? fact('case.closing', item.closingCondition) : null,
    item.edition ? fact('case.edition', `${item.class} · ${item.edition}`) : null,
    item.reportedClass ? fact('case.reportedClass', `${item.reportedClass} · ${item.reportedEdition}`) : null,
    item.source ? fact('case.source', item.source) : null,
    item.grade ? fact('case.grade', `${letters[item.grade] ?? ''} ${word(t, 'grade', item.grade)}`.trim()) : null,
    item.extensions > 0 ? fact('case.extensions', t('case.times', { n: item.extensions })) : null,
    item.repeats > 0 ? fact('case.repeats', t('case.times', { n: item.repeats })) : null,
    item.reworks + item.redispatches > 0 ? fact('case.again', t('case.againCounts', item)) : null,
    item.duplicateOf ? fact('case.duplicateOf', h('button', { type: 'button', class: 'chip', onclick: () => go({ case: item.duplicateOf }) }, item.duplicateOf)) : null,
    item.isNearBorder ? fact('case.border', item.secondCell ? t('case.borderOf', { cell: shortCode(item.secondCell) }) : t('case.nearBorder')) : null,
  ];
}

/** Where the task of looking stands, and with whom. */
function taskWords({ task, inspector }) {
  return [word(t, 'task', task), inspector].filter(Boolean).join(' · ');
}
