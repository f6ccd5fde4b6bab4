// One case at the unit's desk: what it is, and the steps that the unit may take, each with its words and photos.

import { get, photoAddress, send } from '../js/api.js';
import { h, replace } from '../js/dom.js';
import { lightOf, moment } from '../js/format.js';
import { current, pick, t } from '../js/i18n.js';
import { leftOf } from '../js/left.js';
import { photoButton } from '../js/photo.js';
import { toast } from '../js/page.js';
import { by, commandId } from '../js/session.js';

/** What may be done in a stage. */
const steps = {
  pendingAcceptance: ['accept', 'return', 'apply'],
  handling: ['finish', 'apply', 'return'],
};

/** Which words a step asks for. */
const fields = { return: 'reason', finish: 'result', apply: 'reason' };

/** Opens a case over the desk. */
export async function openForm(desk, id) {
  document.querySelector('dialog')?.remove();
  const dialog = h('dialog', { class: 'case-dialog', 'aria-label': id });
  dialog.addEventListener('close', () => {
    dialog.remove();
    desk.open = '';
    history.replaceState(null, '', location.pathname + location.search);
    desk.refresh();
  });
  document.body.append(dialog);
  dialog.showModal();
  try {
    const life = await get(`/cases/${id}/life`);
    show(desk, dialog, life);
  } catch (error) {
    replace(dialog, head(dialog, id), h('p', { class: 'notice', role: 'alert' }, error.message));
  }
}

function head(dialog, words) {
  return h('header', { class: 'row' }, h('h2', {}, words), h('button', { type: 'button', class: 'plain', 'aria-label': t('drawer.close'), onclick: () => dialog.close() }, '✕'));
}

function show(desk, dialog, life) {
  const item = life.case;
  const light = lightOf(item, desk.now());
  const names = life.entries.flatMap((entry) => entry.photos ?? []);
  const body = h('div', { class: 'step-body' });
  const may = item.unit === desk.unit ? steps[item.stage] ?? [] : [];
  replace(
    dialog,
    head(dialog, pick(item.className, item.classNameZh)),
    h('p', { class: 'quiet' }, item.id),
    h('p', { class: 'row' }, h('span', { class: `light light-${light.name}` }, light.shape), h('strong', {}, leftOf(light, t) || t(`light.${light.name}`)), item.due ? h('span', { class: 'quiet' }, t('case.due', { at: moment(item.due, current(), desk.city.timeZone) })) : null),
    item.text ? h('blockquote', {}, item.text) : null,
    h('div', { class: 'before' }, names.map((name, at) => h('img', { src: photoAddress(name), alt: t('photo.before', { n: at + 1 }) }))),
    may.length > 0
      ? h('div', { class: 'answers' }, may.map((step) => h('button', { type: 'button', class: `answer answer-${step}`, 'data-step': step, onclick: () => ask(desk, dialog, item, step, body) }, t(`unit.step.${step}`))))
      : null,
    calls(desk, dialog, life),
    body,
  );
}

/** Open calls to this unit: it says that it is there. */
function calls(desk, dialog, life) {
  const made = life.entries.filter((entry) => entry.kind.startsWith('call.made'));
  const answered = new Set(life.entries.filter((entry) => entry.kind.startsWith('call.answered') && entry.body.by === `unit:${desk.unit}`).map((entry) => entry.body.number));
  const open = made.filter((entry) => entry.body.parties?.includes(desk.unit) && !answered.has(entry.body.number));
  return open.map((entry) => h('section', { class: 'call' }, h('p', {}, t('unit.isCalled', { topic: entry.body.topic ?? '', text: entry.body.text ?? '' })), h('button', { type: 'button', class: 'answer', 'data-step': 'answer-call', onclick: () => give(desk, dialog, life.case, 'answer-call', { number: entry.body.number }, []) }, t('unit.step.answer-call'))));
}

/** Asks for what a step needs before it is taken; one that needs nothing is taken at once. */
function ask(desk, dialog, item, step, body) {
  if (step === 'accept') {
    give(desk, dialog, item, step, {}, []);
    return;
  }
  const photos = [];
  const words = h('textarea', { rows: 3, required: true, maxlength: 2000, name: 'words' });
  const kind = step === 'apply'
    ? h('label', { class: 'pick' }, h('span', {}, t('unit.applyFor')), h('select', { name: 'application' }, h('option', { value: 'extension' }, t('unit.extension')), h('option', { value: 'suspension' }, t('unit.suspension'))))
    : null;
  const until = step === 'apply' ? h('label', { class: 'words', hidden: true }, h('span', {}, t('unit.until')), h('input', { type: 'datetime-local', name: 'until' })) : null;
  kind?.addEventListener('change', (event) => {
    /** @type {HTMLElement} */ (until).hidden = event.target.value !== 'suspension';
  });
  const form = h(
    'form',
    { onsubmit: (event) => {
      event.preventDefault();
      const given = new FormData(form);
      const until = String(given.get('until') ?? '');
      const extra = step === 'apply' ? { application: given.get('application'), until: until ? new Date(until).toISOString() : undefined } : {};
      give(desk, dialog, item, step, { [fields[step]]: words.value, ...extra }, photos);
    } },
    kind,
    until,
    h('label', { class: 'words' }, h('span', {}, t(`unit.words.${step}`)), words),
    photoButton(photos, (text) => toast(text, 'late')),
    h('button', { type: 'submit', class: 'go' }, t(`unit.step.${step}`)),
  );
  replace(body, form);
  words.focus();
}

/** Takes a step; what somebody else did in the meantime is told, not overwritten. */
async function give(desk, dialog, item, step, given, photos) {
  const id = commandId();
  try {
    for (const photo of photos) {
      await send(`/photos?command=${id}`, photo);
    }
    await send(`/cases/${item.id}/${step}`, { id, seen: item.updated, ...given, ...by('unit', desk.unit) });
    toast(t('unit.done', { step: t(`unit.step.${step}`) }));
    dialog.close();
  } catch (error) {
    if (error.happened?.length > 0) {
      toast(t('unit.changed'), 'late');
      openForm(desk, item.id);
    } else {
      toast(error.message, 'late');
      dialog.querySelector('.step-body')?.append(h('p', { class: 'notice', role: 'alert' }, error.message));
    }
  }
}
