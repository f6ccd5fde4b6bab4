// The form of one command about a case. It stays open over whatever happens below, and tells what happened meanwhile.

import { by } from './acting.js';
import { Refused, send } from './api.js';
import { field, fieldsOf } from './action-fields.js';
import { cityNow, tell } from './centre.js';
import { h, replace } from './dom.js';
import { pick, t } from './i18n.js';
import { commandId } from './session.js';
import { timeline } from './timeline.js';

/** Opens the form of a command. */
export function openAction(command, life, calls) {
  const item = life.case;
  const said = h('div', { class: 'said', role: 'alert' });
  const dialog = h('dialog', { class: 'act-dialog', 'aria-label': t(`act.${command}`) });
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  // Made once: whoever presses twice, or again after a lost answer, does it once.
  const state = { id: commandId(), seen: item.updated };
  const form = h(
    'form',
    { onsubmit: (event) => {
      event.preventDefault();
      give(command, item, form, state, said, dialog, calls);
    } },
    h('h2', {}, t(`act.${command}`)),
    h('p', { class: 'quiet' }, `${pick(item.className, item.classNameZh)} · ${item.id}`),
    fieldsOf[command].map((spec) => field(spec, calls)),
    said,
    h('div', { class: 'act-foot' }, h('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, t('act.cancel')), h('button', { type: 'submit', class: 'act is-first' }, t(`act.${command}`))),
  );
  dialog.append(form);
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus?.();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function bodyOf(form) {
  const given = new FormData(form);
  const body = {};
  for (const [name, value] of given) {
    if (name === 'parties') {
      body.parties = given.getAll('parties');
    } else if (name === 'dueMinutes') {
      body.due = value ? new Date(cityNow() + Number(value) * 60_000).toISOString() : undefined;
    } else if (value !== '') {
      body[name] = value === 'true' ? true : value === 'false' ? false : ['number', 'score'].includes(name) ? Number(value) : value;
    }
  }
  return body;
}

async function give(command, item, form, state, said, dialog, calls) {
  const button = form.querySelector('[type="submit"]');
  button.disabled = true;
  try {
    await send(`/cases/${item.id}/${command}`, { id: state.id, seen: state.seen, ...bodyOf(form), ...by() });
    tell('acted', { case: item.id });
    dialog.close();
  } catch (error) {
    button.disabled = false;
    explain(error, state, said, calls);
    tell('acted', { case: item.id });
  }
}

/** Why it was not done; when somebody else was faster, what they did, and the choice to do it all the same. */
function explain(error, state, said, calls) {
  if (error instanceof Refused && error.happened.length > 0) {
    state.seen = Math.max(...error.happened.map((entry) => entry.position));
    state.id = commandId();
    replace(said, h('p', { class: 'notice' }, t('act.changed')), timeline(error.happened, calls), h('p', { class: 'quiet small' }, t('act.again')));
    return;
  }
  replace(said, h('p', { class: 'notice' }, error instanceof Refused ? error.message : t('act.unheard')));
}
