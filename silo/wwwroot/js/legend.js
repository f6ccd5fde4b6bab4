// The legend of the map; its layers can be switched.

import { isBaseShown } from './base-map.js';
import { centre, go } from './centre.js';
import { choose, chosen } from './choices.js';
import { shades } from './colouring.js';
import { h } from './dom.js';
import { current, nameOf, t } from './i18n.js';
import { breaks, classLabel } from './palette.js';
import { layerName } from './reason.js';

/**
 * @param {Set<string>} hidden the names of layers that are switched off
 * @param {(name: string, visible: boolean) => void} show
 * @param {((visible: boolean) => void) | undefined} showBase switches the map below the cells, where there is one
 */
export function legend(hidden, show, showBase) {
  const swatches = breaks.map((_, index) => h(
    'li',
    {},
    h('i', { class: `swatch c${index}` }),
    h('span', {}, centre.address.shade === 'street' ? streetStep(index) : classLabel(index)),
  ));
  const late = h('li', { class: 'late' }, h('i', { class: 'swatch hatched' }), h('span', {}, t('map.hasOverdue')));
  const layers = [...centre.city.layers, 'streets'].map((name) => h(
    'label',
    { class: 'switch' },
    h('input', { type: 'checkbox', checked: !hidden.has(name), onchange: (event) => show(name, event.target.checked) }),
    h('span', {}, name === 'streets' ? t('layer.streets') : layerName(name, t)),
  ));
  if (showBase) {
    layers.push(h(
      'label',
      { class: 'switch' },
      h('input', { type: 'checkbox', name: 'base-map', checked: isBaseShown(), onchange: (event) => showBase(event.target.checked) }),
      h('span', {}, t('layer.base')),
    ));
  }
  return [
    by(),
    title(),
    h('ul', { class: 'swatches' }, swatches, late),
    h('div', { class: 'switches' }, layers),
  ];
}

/** What the colours say. A click folds the legend, which may lie on a part of the city, down to this line, or opens it again. */
function title() {
  const { shade } = centre.address;
  const words = t(shade === 'street' ? 'map.streetSteps' : shade === 'overdue' ? 'map.legendOverdue' : 'map.legend');
  const fold = ({ currentTarget }) => {
    const isFolded = currentTarget.parentElement.classList.toggle('folded');
    currentTarget.setAttribute('aria-expanded', `${!isFolded}`);
    choose('legend', isFolded ? 'folded' : 'open');
  };
  return h('button', { type: 'button', class: 'legend-title', 'aria-expanded': `${!isLegendFolded()}`, onclick: fold }, words);
}

/** Whether the viewer folded the legend. */
export function isLegendFolded() {
  return chosen('legend', 'open') === 'folded';
}

/** The fifths of the streets, from the least loaded. */
function streetStep(index) {
  return index === 0 ? '0' : `${index}/5`;
}

/** By what the map is coloured; for a class or a unit, which. */
function by() {
  const { shade } = centre.address;
  const things = { class: centre.city.classes.map((one) => [one.code, nameOf(one)]), unit: centre.city.units.map((one) => [one.id, nameOf(one)]) }[shade];
  const options = things?.sort((a, b) => a[1].localeCompare(b[1], current()));
  return h(
    'div',
    { class: 'shade' },
    h('select', { name: 'shade', 'aria-label': t('map.colourBy'), onchange: (event) => go({ shade: event.target.value }) }, shades.map((name) => h('option', { value: name, selected: name === shade }, t(`map.by.${name || 'load'}`)))),
    options
      ? h('select', { name: 'shade-of', 'aria-label': t(`map.by.${shade}`), onchange: (event) => go({ [shade]: event.target.value }) }, h('option', { value: '' }, t('act.choose')), options.map(([id, words]) => h('option', { value: id, selected: centre.address[shade] === id }, words)))
      : null,
  );
}
