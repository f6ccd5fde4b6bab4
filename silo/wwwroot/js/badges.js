// What sets a case apart from the many: supervision (督办), escalation (升级), suspension (挂账), extension (延期), calls (吹哨),
// repetition (重复), a task that nobody takes. Pure.

import { letters } from './telling.js';

/** @typedef {{name: string, tone: 'late' | 'soon' | 'plain', values: Record<string, string | number>}} Badge */

const tiers = ['cell', 'community', 'street', 'district', 'city'];

/**
 * The badges of a case, the most urgent first.
 * @param {import('./types.js').Case} item
 * @param {string} [unitTier] the tier of its unit: a case that a higher tier has was handed up
 * @param {import('./calls.js').Call[]} [calls] where they are known, so that a whistle is called a whistle
 * @returns {Badge[]}
 */
export function badgesOf(item, unitTier, calls = []) {
  const isUp = unitTier !== undefined && tiers.indexOf(item.tier ?? '') > tiers.indexOf(unitTier);
  const whistles = calls.filter((call) => !call.closedAt && call.kind === 'whistle').length;
  const others = Math.max(0, (item.openCalls ?? 0) - whistles);
  /** @type {[boolean, string, Badge['tone'], Record<string, string | number>?][]} */
  const all = [
    [Boolean(item.isSupervised), 'supervised', 'late'],
    [item.task === 'nobody', 'untaken', 'late'],
    [isUp, 'escalated', 'soon', { tier: item.tier ?? '' }],
    [whistles > 0, 'whistle', 'soon', { n: whistles }],
    [others > 0, 'calls', 'soon', { n: others }],
    [item.stage === 'suspended', 'suspended', 'plain'],
    [item.extensions > 0, 'extended', 'plain', { n: item.extensions }],
    [item.repeats > 0, 'repeated', 'plain', { n: item.repeats }],
    [Boolean(item.grade && item.grade !== 'now'), 'graded', 'plain', { letter: letters[item.grade ?? ''] ?? item.grade ?? '', grade: item.grade ?? '' }],
  ];
  return all.filter(([holds]) => holds).map(([, name, tone, values]) => ({ name, tone, values: values ?? {} }));
}
