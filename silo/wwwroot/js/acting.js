// As whom the centre acts: the account's role, or, where the server is open, the role that one takes.

import { choose, chosen } from './choices.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { by as signed, session, signOut } from './session.js';
import { exit } from './signs.js';

const desks = ['', 'supervision', 'command', 'leader'];

/** The role in which one may act here, or nothing when one only looks. */
export function role() {
  if (!session.isOpen) {
    return session.account?.role ?? '';
  }
  const wanted = chosen('as', '');
  return desks.includes(wanted) ? wanted : '';
}

/** What a command says of its actor. */
export function by() {
  return signed(role(), `desk-${role()}`);
}

/** What the head of the page shows of who one is. */
export function whoAmI(changed) {
  if (!session.isOpen) {
    return [
      h('a', { class: 'plain', href: '/sign-in/', title: t(`role.${session.account?.role}`) }, session.account?.name ?? ''),
      h('button', { type: 'button', class: 'plain', 'aria-label': t('page.signOut'), title: t('page.signOut'), onclick: signOut }, exit()),
    ];
  }
  const take = (event) => {
    choose('as', event.target.value);
    changed();
  };
  return [
    h('span', { class: 'badge', title: t('page.openMeans') }, t('page.openShort')),
    h('select', { class: 'acting', id: 'acting', 'aria-label': t('act.as'), title: t('act.as'), onchange: take }, desks.map((name) => h('option', { value: name, selected: name === role() }, t(name ? `role.${name}` : 'act.look')))),
  ];
}
