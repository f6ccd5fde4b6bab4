// What running great events ask to be patrolled beside what is patrolled always, on the card of a cell and of a beat.

import { h } from './dom.js';
import { pick, t } from './i18n.js';

/** @param {any[]} [patrols] */
export function askedPatrols(patrols) {
  if (!patrols || patrols.length === 0) {
    return null;
  }
  return h('section', { class: 'asked' }, h('h3', {}, t('asked.title')), h('ul', {}, patrols.map(one)));
}

function one(asked) {
  const people = asked.kinds.map((kind) => t(`patrolKind.${kind}`)).join(' / ');
  const parts = [t('asked.times', { n: asked.timesADay }), asked.hours, people, t('asked.until', { day: asked.until })];
  return h(
    'li',
    {},
    h('b', {}, pick(asked.name, asked.nameZh)),
    h('span', { class: 'quiet' }, ` ${pick(asked.eventName, asked.eventNameZh)}`),
    h('div', {}, parts.filter(Boolean).join(' · ')),
  );
}
