// The reason for a routing as sentences that a person can read. Pure: words come from the caller.

import { metres } from './format.js';

/** @typedef {import('./types.js').Why} Why */

/**
 * @typedef {object} Words
 * @property {(key: string, values?: object) => string} t
 * @property {string} language
 * @property {(id: string) => string} unit the name of a unit by its id
 * @property {(layer: string, id: string) => string} feature the name of a layer's feature
 */

/**
 * The sentences, the most important first: who and by which rule, why it matched, who would have been next.
 * @param {Why} why
 * @param {string | undefined} unit the id of the unit that has the case
 * @param {Words} words
 * @returns {string[]}
 */
export function explain(why, unit, words) {
  return [chosen(why, unit, words), matched(why, words), next(why, words)].filter(Boolean);
}

function chosen(why, unit, { t, unit: nameOf }) {
  const name = unit ? nameOf(unit) : t('why.nobody');
  switch (why.rule) {
    case 'manual':
      return t('why.manual', { unit: name });
    case 'territorial':
      return t('why.territorial', { unit: name });
    default:
      return t('why.rule', { unit: name, rule: why.rule });
  }
}

function matched(why, { t, language, feature: nameOf }) {
  if (!why.layer) {
    return '';
  }
  const values = { layer: layerName(why.layer, t), feature: why.feature ? nameOf(why.layer, why.feature) : '' };
  if (!why.feature) {
    return t('why.inLayer', values);
  }
  if (!(why.distance > 0)) {
    return t('why.on', values);
  }
  return t('why.near', { ...values, distance: metres(why.distance, language) });
}

function next(why, { t, unit: nameOf }) {
  if (!why.runnerUp) {
    return '';
  }
  const unit = why.runnerUpUnit ? nameOf(why.runnerUpUnit) : t('why.nobody');
  return why.runnerUp === 'territorial'
    ? t('why.nextTerritorial', { unit })
    : t('why.next', { unit, rule: why.runnerUp });
}

/** A layer in words, or its own name when the pages know none. */
export function layerName(layer, t) {
  const key = `layer.${layer}`;
  const word = t(key);
  return word === key ? layer : word;
}
