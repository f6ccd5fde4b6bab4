// The sentences of a reason on the page: the names of layer features arrive a moment later than the rest.

import { getOnce } from './api.js';
import { unitName } from './centre.js';
import { h, write } from './dom.js';
import { current, nameOf, t } from './i18n.js';
import { explain } from './reason.js';

/**
 * @param {import('./types.js').Why} why
 * @param {string | undefined} unit
 */
export function reasonText(why, unit) {
  const text = h('span');
  const say = (features) => {
    const feature = (_, id) => nameOf(features.find((one) => one.id === id || one.properties?.id === id)?.properties) || id;
    const sentences = explain(why, unit, { t, language: current(), unit: unitName, feature });
    write(text, sentences.join(current() === 'en' ? ' ' : ''));
  };
  say([]);
  if (why.layer) {
    // The map has fetched the layer already; should it be gone, ids have to do.
    getOnce(`/layers/${encodeURIComponent(why.layer)}`).then((layer) => say(layer.features)).catch(() => say([]));
  }
  return text;
}
