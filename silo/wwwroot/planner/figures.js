// What came of a run, and of two on the same luck: the difference with its interval, and whether it is more than chance.

import { h } from '../js/dom.js';
import { current, nameOf, t } from '../js/i18n.js';

const decimals = { onTime: 1, handlingHours: 2, closingHours: 2 };

function number(name, value, isSigned = false) {
  if (value === undefined || value === null) {
    return '–';
  }
  const digits = decimals[name] ?? 0;
  return new Intl.NumberFormat(current(), { maximumFractionDigits: digits, minimumFractionDigits: digits, signDisplay: isSigned ? 'exceptZero' : 'auto' }).format(value);
}

/** The figures of one run. */
export function figureList(run) {
  return h(
    'section',
    {},
    h('h2', {}, t('plan.figures')),
    h('table', { class: 'figures-table' }, h('tbody', {}, (run.figures ?? []).map(({ name, mean, low, high }) => h('tr', {}, h('th', { scope: 'row' }, t(`plan.figure.${name}`)), h('td', {}, number(name, mean)), h('td', { class: 'quiet' }, low === undefined ? '' : `${number(name, low)} … ${number(name, high)}`))))),
    h('p', { class: 'quiet small' }, t('plan.same', { hash: run.hash?.slice(0, 16) ?? '' })),
  );
}

/** Two runs against each other: the city, then its streets by what changed most. */
export function comparisonTable(city, comparison) {
  const street = (code) => nameOf(city.streets.find((one) => one.code === code)) || code;
  const moved = [...comparison.streets].sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0));
  const save = () => {
    const rows = [['what', 'a', 'b', 'difference', 'low', 'high', 'significant'], ...comparison.figures.map((one) => row(one.name, one)), ...moved.map((one) => row(`late ${street(one.name)}`, one))];
    const file = new Blob([`\uFEFF${rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`], { type: 'text/csv' });
    const address = URL.createObjectURL(file);
    h('a', { href: address, download: `gridcity-${comparison.first}-${comparison.second}.csv` }).click();
    URL.revokeObjectURL(address);
  };
  return h(
    'section',
    {},
    h('h2', {}, t('plan.comparison'), ' ', h('button', { type: 'button', class: 'chip', onclick: save }, t('plan.csv'))),
    table(comparison.figures, (name) => t(`plan.figure.${name}`)),
    h('h3', {}, t('plan.byStreet')),
    table(moved.map((one) => ({ ...one, key: 'late' })), street),
    h('p', { class: 'quiet small' }, t('plan.luck')),
  );
}

function row(name, { first, second, difference, low, high, isSignificant }) {
  return [name, first, second, difference, low, high, isSignificant];
}

function quoted(value) {
  const text = String(value ?? '');
  // A cell that a spreadsheet would calculate is made a text.
  return `"${(/^[=+@-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function table(rows, nameOfRow) {
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('plan.comparison') },
    h(
      'table',
      { class: 'figures-table' },
      h('thead', {}, h('tr', {}, ['', 'A', 'B', 'B − A', t('plan.interval'), ''].map((words) => h('th', { scope: 'col' }, words)))),
      h('tbody', {}, rows.map((one) => h(
        'tr',
        { class: one.isSignificant ? 'is-significant' : undefined },
        h('th', { scope: 'row' }, nameOfRow(one.name)),
        h('td', {}, number(one.key ?? one.name, one.first)),
        h('td', {}, number(one.key ?? one.name, one.second)),
        h('td', {}, number(one.key ?? one.name, one.difference, true)),
        h('td', { class: 'quiet' }, one.low === undefined ? '–' : `${number(one.key ?? one.name, one.low, true)} … ${number(one.key ?? one.name, one.high, true)}`),
        h('td', {}, one.isSignificant ? `◆ ${t('plan.significant')}` : ''),
      ))),
    ),
  );
}
