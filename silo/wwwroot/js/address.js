// What is looked at lives in the address, so that every view can be sent to a colleague. Pure but for the last lines.

/**
 * @typedef {object} Address
 * @property {'map' | 'list' | 'handover' | 'special'} view
 * @property {string} shade by what the map is coloured: nothing for load, overdue, street, class or unit
 * @property {string} cell the code of the chosen cell, or nothing
 * @property {string} case the number of the chosen case, or nothing
 * @property {string} area the digits of the chosen street, or nothing
 * @property {string} stage
 * @property {string} unit
 * @property {string} class
 * @property {string} tier
 * @property {string} dueBefore a moment
 * @property {string} calls 'open', 'whistle' or nothing
 * @property {string} task 'nobody' or nothing
 * @property {boolean} open
 * @property {boolean} overdue
 * @property {boolean} supervised
 */

/** What the middle of the page can show, the start page first. */
export const views = ['map', 'list', 'handover', 'special'];

/** All open cases: where a list begins that shall not be narrowed by what was looked at before. */
export const anything = {
  area: '', cell: '', case: '', stage: '', unit: '', class: '', tier: '', dueBefore: '', calls: '', task: '', open: true, overdue: false, supervised: false,
};

const patterns = {
  cell: /^\d{15}$/,
  case: /^\d{15}-\d{1,9}$/,
  area: /^(\d{6}|\d{9}|\d{12})$/,
  stage: /^[A-Za-z,]{1,160}$/,
  unit: /^[^\s&#]{1,80}$/,
  class: /^[^\s&#]{1,80}$/,
  tier: /^(community|street|district|city)$/,
  dueBefore: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$/,
  calls: /^(open|whistle)$/,
  task: /^nobody$/,
  shade: /^(overdue|street|class|unit)$/,
};

/**
 * Reads the part after '#'. What makes no sense is left out: an address is typed and pasted by people.
 * @returns {Address}
 */
export function parseAddress(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const read = (name) => (patterns[name].test(given.get(name) ?? '') ? given.get(name) : '');
  return {
    view: /** @type {Address['view']} */ (views.includes(given.get('view') ?? '') ? given.get('view') : 'map'),
    cell: read('cell'),
    case: read('case'),
    area: read('area'),
    stage: read('stage'),
    unit: read('unit'),
    class: read('class'),
    tier: read('tier'),
    dueBefore: Number.isNaN(Date.parse(read('dueBefore'))) ? '' : read('dueBefore'),
    calls: read('calls'),
    task: read('task'),
    shade: read('shade'),
    open: given.get('open') !== 'false',
    overdue: given.get('overdue') === 'true',
    supervised: given.get('supervised') === 'true',
  };
}

/** Writes what differs from the start page. */
export function formatAddress(address) {
  const out = new URLSearchParams();
  if (address.view && address.view !== 'map') {
    out.set('view', address.view);
  }
  for (const name of Object.keys(patterns)) {
    if (address[name]) {
      out.set(name, address[name]);
    }
  }
  if (address.open === false) {
    out.set('open', 'false');
  }
  for (const name of ['overdue', 'supervised']) {
    if (address[name]) {
      out.set(name, 'true');
    }
  }
  return `#${out}`;
}
