// What is run when it is a history: a table that was chosen or sent, what its columns mean, and who handles its cases.

import { get, send } from '../js/api.js';
import { h, replace, write } from '../js/dom.js';
import { bytes } from '../js/format.js';
import { current, t } from '../js/i18n.js';

/** What was chosen before survives a change of the language. */
const kept = { name: '', mapping: '' };

/**
 * @param {{histories: {name: string, bytes: number, isUploaded: boolean}[], bytesMax: number}} plan
 * @param {() => Promise<void>} renew asks the server again which tables there are
 */
export function historyForm(plan, renew) {
  const said = h('p', { class: 'notice', role: 'alert', hidden: true });
  const mapping = h('textarea', { name: 'mapping', rows: 8, spellcheck: false, required: true, oninput: () => { kept.mapping = mapping.value; } }, kept.mapping);
  const remove = h('button', { type: 'button', class: 'chip', id: 'remove-history', hidden: true, onclick: () => drop() }, t('plan.removeHistory'));
  const table = h('select', { name: 'history', required: true, onchange: () => propose() });
  const file = h('input', { type: 'file', id: 'history-file', accept: '.csv,.gz,text/csv,application/gzip', onchange: () => upload() });

  const tell = (words) => {
    said.hidden = !words;
    write(said, words);
  };
  const fill = () => {
    replace(table, h('option', { value: '' }, t('act.choose')), plan.histories.map((one) => h('option', { value: one.name, selected: one.name === kept.name }, `${one.name} · ${bytes(one.bytes, current())}`)));
    remove.hidden = !plan.histories.find((one) => one.name === kept.name)?.isUploaded;
  };
  const propose = async () => {
    kept.name = table.value;
    mapping.value = '';
    tell('');
    fill();
    if (kept.name) {
      const asked = kept.name;
      const answer = await get(`/histories/${encodeURIComponent(asked)}/mapping`).catch((error) => error);
      if (asked === kept.name) {
        tell(answer instanceof Error ? answer.message : '');
        mapping.value = answer.mapping ?? '';
      }
    }
    kept.mapping = mapping.value;
  };
  const upload = async () => {
    const [chosen] = file.files;
    if (!chosen) {
      return;
    }
    tell('');
    if (chosen.size > plan.bytesMax) {
      tell(t('plan.tooLarge', { size: bytes(chosen.size, current()), most: bytes(plan.bytesMax, current()) }));
      return;
    }
    try {
      const type = chosen.name.endsWith('.gz') ? 'application/gzip' : 'text/csv';
      const added = await send(`/histories?name=${encodeURIComponent(chosen.name)}`, new Blob([chosen], { type }));
      await renew();
      kept.name = added.name;
      fill();
      await propose();
    } catch (error) {
      tell(error.message);
    } finally {
      file.value = '';
    }
  };
  const drop = async () => {
    try {
      await send(`/histories/${encodeURIComponent(kept.name)}`, undefined, 'DELETE');
    } catch (error) {
      tell(error.message);
    }
    await renew();
    kept.name = '';
    fill();
    await propose();
  };
  fill();
  return [
    label('plan.history', table),
    // The browser's own field speaks the browser's language, so it is hidden behind a label of ours.
    h('div', { class: 'row' }, h('label', { class: 'camera' }, h('span', {}, t('plan.upload', { most: bytes(plan.bytesMax, current()) })), file), remove),
    said,
    label('plan.mapping', mapping),
    h('p', { class: 'quiet small' }, t('plan.mappingMeans')),
    label('plan.handling', h('select', { name: 'handling' }, ['recorded', 'modelled'].map((one) => h('option', { value: one }, t(`plan.handling.${one}`))))),
    h('div', { class: 'dates' }, label('plan.from', h('input', { name: 'from', type: 'date' })), label('plan.until', h('input', { name: 'until', type: 'date' }))),
  ];
}

function label(key, control) {
  return h('label', { class: 'words' }, h('span', {}, t(key)), control);
}
