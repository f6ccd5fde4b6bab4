// The legend of the map; its layers can be switched.

import { centre } from './centre.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { breaks, classLabel } from './palette.js';
import { layerName } from './reason.js';

/**
 * @param {Set<string>} hidden the names of layers that are switched off
 * @param {(name: string, visible: boolean) => void} show
 */
export function legend(hidden, show) {
  const swatches = breaks.map((_, index) => h(
    'li',
    {},
    h('i', { class: `swatch c${index}` }),
    h('span', {}, classLabel(index)),
  ));
  const late = h('li', { class: 'late' }, h('i', { class: 'swatch hatched' }), h('span', {}, t('map.hasOverdue')));
  const layers = [...centre.city.layers, 'streets'].map((name) => h(
    'label',
    { class: 'switch' },
    h('input', { type: 'checkbox', checked: !hidden.has(name), onchange: (event) => show(name, event.target.checked) }),
    h('span', {}, name === 'streets' ? t('layer.streets') : layerName(name, t)),
  ));
  return [
    h('p', { class: 'legend-title' }, t('map.legend')),
    h('ul', { class: 'swatches' }, swatches, late),
    h('div', { class: 'switches' }, layers),
  ];
}
