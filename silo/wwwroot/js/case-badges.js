// The badges of a case on the page.

import { badgesOf } from './badges.js';
import { tierOf } from './centre.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { word } from './telling.js';

/**
 * @param {import('./types.js').Case} item
 * @param {import('./calls.js').Call[]} [calls]
 */
export function caseBadges(item, calls) {
  const badges = badgesOf(item, tierOf(item.unit), calls);
  return badges.length === 0 ? null : h('span', { class: 'badges' }, badges.map(({ name, tone, values }) => {
    const words = { ...values, tier: word(t, 'tier', values.tier), grade: word(t, 'grade', values.grade) };
    return h('span', { class: `mark-badge mark-${tone}`, title: t(`badge.${name}.means`, words) }, t(`badge.${name}`, words));
  }));
}
