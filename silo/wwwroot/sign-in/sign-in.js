// Where people say who they are, and where the way goes from there.

import { send } from '../js/api.js';
import { h, replace } from '../js/dom.js';
import { t } from '../js/i18n.js';
import { bar, openWords, toast } from '../js/page.js';
import { loadSession, session, signIn } from '../js/session.js';

const homes = { inspector: '/phone/', unit: '/unit/', public: '/public/', planner: '/planner/' };
const main = () => /** @type {HTMLElement} */ (document.getElementById('main'));
const query = new URLSearchParams(location.search);

/** Where somebody wanted to go: a page of this server, and nowhere else. */
function wanted() {
  const to = query.get('to') ?? '';
  return /^\/(?![/\\])[\w/#=&%.-]*$/.test(to) && !to.startsWith('/sign-in') ? to : homes[session.account?.role ?? ''] ?? '/';
}

async function start() {
  await openWords();
  await loadSession();
  if (session.isOpen || (session.account && query.has('done'))) {
    location.replace(wanted());
    return;
  }
  draw();
}

function draw() {
  bar('door.title', draw);
  replace(main(), session.account ? known() : form(), links());
  if (query.get('failed')) {
    toast(t(`door.${query.get('failed') === 'unknown' ? 'unknown' : 'expired'}`), 'late');
  }
}

function form() {
  const said = h('p', { class: 'notice', role: 'alert', hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    try {
      await signIn(String(given.get('name')).trim(), String(given.get('password')));
      location.replace(wanted());
    } catch (error) {
      said.hidden = false;
      said.textContent = t(error.status === 401 ? 'door.wrong' : error.status === 429 ? 'door.tooOften' : 'door.failed');
    }
  };
  return h(
    'form',
    { class: 'sheet', onsubmit: submit },
    h('h2', {}, t('door.title')),
    h('label', { class: 'words' }, h('span', {}, t('door.name')), h('input', { name: 'name', required: true, autocomplete: 'username', autocapitalize: 'none', autofocus: true })),
    h('label', { class: 'words' }, h('span', {}, t('door.password')), h('input', { name: 'password', type: 'password', required: true, autocomplete: 'current-password' })),
    said,
    h('button', { type: 'submit', class: 'go' }, t('door.go')),
    session.hasOutside ? h('a', { class: 'wide-button', href: '/sign-in/outside' }, t('door.outside')) : null,
  );
}

/** Whoever is signed in may go on, or change the password. */
function known() {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    const given = new FormData(form);
    try {
      await send('/session/password', { password: given.get('password'), next: given.get('next') });
      toast(t('door.changed'));
      await loadSession();
      draw();
    } catch (error) {
      toast(error.status === 401 ? t('door.wrong') : error.message, 'late');
    }
  };
  return [
    h('section', { class: 'sheet' }, h('h2', {}, session.account?.name), h('p', { class: 'quiet' }, t(`role.${session.account?.role}`)), h('a', { class: 'go', href: wanted() }, t('door.on'))),
    h(
      'form',
      { class: 'sheet', onsubmit: submit },
      h('h2', {}, t('door.change')),
      h('label', { class: 'words' }, h('span', {}, t('door.password')), h('input', { name: 'password', type: 'password', required: true, autocomplete: 'current-password' })),
      h('label', { class: 'words' }, h('span', {}, t('door.next')), h('input', { name: 'next', type: 'password', required: true, minlength: 10, autocomplete: 'new-password' })),
      h('button', { type: 'submit', class: 'wide-button' }, t('door.change')),
    ),
  ];
}

function links() {
  return h('p', { class: 'quiet' }, t('door.public'), ' ', h('a', { class: 'link', href: '/public/' }, t('public.title')));
}

start().catch((error) => replace(main(), h('p', { class: 'notice', role: 'alert' }, String(error.message ?? error))));
