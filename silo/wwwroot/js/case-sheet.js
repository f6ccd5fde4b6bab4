// What the drawer shows of a case: where it stands, when it is due, why it went where it went, and everything that
// happened to it, with who and why.

import { getOnce } from './api.js';
import { fact, section } from './cell-sheet.js';
import { centre, cityNow, go, streetName, unitName } from './centre.js';
import { h } from './dom.js';
import { lightOf, moment, shortCode, span } from './format.js';
import { current, nameOf, pick, t } from './i18n.js';
import { progress } from './life.js';
import { miniMap } from './mini-map.js';
import { reasonText } from './reason-text.js';
import { timeline } from './timeline.js';

/** @param {{case: import('./types.js').Case, entries: import('./types.js').Entry[], why?: import('./types.js').Why}} life */
export function caseSheet(life, cell) {
  const item = life.case;
  return [
    h('h2', { tabindex: '-1', class: 'sheet-title' }, pick(item.className, item.classNameZh)),
    h('p', { class: 'number' }, item.id, ' ', share(item.id)),
    stepper(item),
    dueLine(item),
    item.text ? h('blockquote', {}, item.text) : null,
    life.why ? whySection(life.why, item) : null,
    h('dl', { class: 'facts' }, facts(item)),
    miniMap(item, cell),
    section('case.life', timeline(life.entries)),
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
    { class: state, 'aria-current': state === 'now' ? 'step' : undefined },
    h('span', {}, t(`step.${step}`)),
  )));
}

/** The light with its word, the due time, and how much of the time is used. */
function dueLine(item) {
  const now = cityNow();
  const light = lightOf(item, now);
  const left = light.left === undefined ? '' : t(light.left < 0 ? 'case.over' : 'case.left', { span: span(light.left, t) });
  const due = item.due ? t('case.due', { at: moment(item.due, current(), centre.city.timeZone) }) : '';
  return h(
    'div',
    { class: `due due-${light.name}` },
    h('p', {}, h('span', { class: `light light-${light.name}` }, light.shape), h('strong', {}, t(`light.${light.name}`)), h('span', {}, t(`stage.${item.stage}`))),
    due ? h('p', { class: 'small' }, h('span', {}, due), h('strong', {}, left)) : null,
    left ? h('i', { class: 'due-bar', '--used': usedShare(item, now), 'aria-hidden': 'true' }) : null,
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
    fact('case.cell', h('button', { type: 'button', class: 'chip', onclick: () => go({ cell: item.cell, case: '' }) }, `${streetName(item.cell)} ${shortCode(item.cell)}`)),
    item.unit ? fact('case.unit', unitName(item.unit)) : null,
    fact('case.channel', nameOf(channel) || item.channel),
    fact('case.reported', moment(item.reportedAt, current(), centre.city.timeZone)),
    item.reference ? fact('case.reference', item.reference) : null,
    item.reworks + item.redispatches > 0 ? fact('case.again', t('case.againCounts', item)) : null,
    item.duplicateOf ? fact('case.duplicateOf', h('button', { type: 'button', class: 'chip', onclick: () => go({ case: item.duplicateOf }) }, item.duplicateOf)) : null,
    item.isNearBorder ? fact('case.border', item.secondCell ? t('case.borderOf', { cell: shortCode(item.secondCell) }) : t('case.nearBorder')) : null,
  ];
}
