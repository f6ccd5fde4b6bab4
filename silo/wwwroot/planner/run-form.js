// What is run: a scenario, its days and what of it is changed, or a history.

import { h, replace } from '../js/dom.js';
import { current, nameOf, t } from '../js/i18n.js';
import { historyForm } from './history-form.js';

/** What is run: kept over a change of the language. */
let source = 'scenario';

/**
 * @param {{city: any, scenarios: string[], histories: any[], bytesMax: number, runs: any[]}} plan
 * @param {(body: object) => void} ask
 * @param {() => Promise<void>} renew asks the server again which tables there are
 */
export function runForm(plan, ask, renew) {
  const changes = h('div', { class: 'changes' });
  const parts = h('div', { class: 'run-parts' });
  const add = () => changes.append(change(plan.city, (row) => row.remove()));
  const form = h(
    'form',
    { class: 'sheet', onsubmit: (event) => {
      event.preventDefault();
      ask(bodyOf(form));
    } },
    field('plan.name', h('input', { name: 'name', maxlength: 80, placeholder: t('plan.nameHint') })),
    field('plan.source', h('select', { name: 'source', onchange: (event) => { source = event.target.value; show(); } }, ['scenario', 'history'].map((name) => h('option', { value: name, selected: name === source }, t(`plan.source.${name}`))))),
    parts,
    h('button', { type: 'submit', class: 'go' }, t('plan.run')),
  );
  const show = () => replace(parts, source === 'history' ? historyForm(plan, renew) : scenarioForm(plan, changes, add));
  show();
  return form;
}

function scenarioForm(plan, changes, add) {
  return [
    field('plan.scenario', h('select', { name: 'scenario', required: true }, plan.scenarios.map((name) => h('option', { value: name }, name)))),
    h(
      'div',
      { class: 'three' },
      field('plan.days', h('input', { name: 'days', type: 'number', min: 1, max: 92, value: 7, required: true })),
      field('plan.replications', h('input', { name: 'replications', type: 'number', min: 1, max: 20, value: 5, required: true })),
      field('plan.seed', h('input', { name: 'seed', type: 'number', min: 0, value: 1, required: true })),
    ),
    h('fieldset', {}, h('legend', {}, t('plan.changes')), changes, h('button', { type: 'button', class: 'chip', id: 'add-change', onclick: add }, '＋ ', t('plan.addChange'))),
  ];
}

function field(key, control) {
  return h('label', { class: 'words' }, h('span', {}, t(key)), control);
}

/** One number that is changed. */
function change(city, remove) {
  const units = city.units.map((unit) => [`crews.${unit.id}`, t('plan.crewsOf', { unit: nameOf(unit) })]).sort((a, b) => a[1].localeCompare(b[1], current()));
  const row = h('div', { class: 'change' });
  const value = h('input', { name: 'value', type: 'number', min: 0, max: 1000, step: 0.05, value: 1.2, required: true, 'aria-label': t('plan.value') });
  replace(
    row,
    h('select', { name: 'what', 'aria-label': t('plan.what'), onchange: (event) => { value.value = event.target.value.startsWith('demand') ? '1.2' : '6'; } }, h('option', { value: 'demand.*' }, t('plan.demandAll')), h('option', { value: 'crews.*' }, t('plan.crewsAll')), units.map(([id, words]) => h('option', { value: id }, words))),
    value,
    h('button', { type: 'button', class: 'plain', 'aria-label': t('plan.removeChange'), onclick: () => remove(row) }, '✕'),
  );
  return row;
}

function bodyOf(form) {
  const given = new FormData(form);
  if (given.get('source') === 'history') {
    const text = (name) => String(given.get(name) ?? '').trim() || undefined;
    return { name: text('name'), history: text('history'), mapping: String(given.get('mapping') ?? ''), handling: text('handling'), from: text('from'), until: text('until') };
  }
  const values = given.getAll('value');
  return {
    name: String(given.get('name') ?? '').trim() || undefined,
    scenario: given.get('scenario'),
    days: Number(given.get('days')),
    replications: Number(given.get('replications')),
    seed: Number(given.get('seed')),
    changes: given.getAll('what').map((what, at) => ({ what, value: Number(values[at]) })),
  };
}
