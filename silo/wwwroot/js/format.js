// Numbers, times and codes as people read them. Pure: language, zone and now are given.

/** @typedef {import('./types.js').Case} Case */

const formats = new Map();

/** Formatters are slow to make and the flow asks for thousands of times. */
function formatter(language, zone, options) {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = makeFormatter(language, zone, options);
    formats.set(key, made);
  }
  return made;
}

function makeFormatter(language, zone, options) {
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone: zone, hourCycle: 'h23' });
  } catch {
    // A zone this browser does not know is no reason to show no time at all.
    return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', hourCycle: 'h23' });
  }
}

/** 12345 → "12,345". */
export function count(value, language) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value ?? 0);
}

/** 1536 → "1.5 kB", in the steps of a thousand that people know from their file list. */
export function bytes(value, language) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[step], maximumFractionDigits: 1 }).format(value / 1000 ** step);
}

/** A share in per cent with no digits after the point; a dash where nothing can be divided. */
export function share(part, whole) {
  return whole > 0 ? `${Math.round((100 * part) / whole)}%` : '–';
}

/** "14:05:09". */
export function clock(at, language, zone) {
  return written(at, formatter(language, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }));
}

/** "14:05". */
export function hourMinute(at, language, zone) {
  return formatter(language, zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** "11-22 14:05" in the order of the language. */
export function moment(at, language, zone) {
  const options = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' };
  return written(at, formatter(language, zone, options));
}

/** A moment that is missing or no moment at all is a dash, not the end of the page. */
function written(at, format) {
  const time = new Date(at ?? NaN);
  return Number.isNaN(time.getTime()) ? '–' : format.format(time);
}

/** "Sunday 22 November" in the order of the language. */
export function longDate(at, language, zone) {
  return formatter(language, zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));
}

/**
 * The two largest parts of a time span, such as "2 h 13 min"; seconds only where there is nothing else.
 * @param {number} ms
 * @param {(key: string, values?: object) => string} t
 */
export function span(ms, t) {
  const seconds = Math.max(0, Math.round(Math.abs(ms) / 1000));
  /** @type {[string, number][]} */
  const parts = [
    ['day', Math.floor(seconds / 86400)],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ];
  const first = parts.findIndex(([, n]) => n > 0);
  if (first < 0) {
    return t('span.second', { n: 0 });
  }
  return parts
    .slice(first, first + 2)
    .filter(([name, n]) => n > 0 && !(name === 'second' && first < 3))
    .map(([name, n]) => t(`span.${name}`, { n }))
    .join(' ');
}

/** Metres with as many digits as make sense. */
export function metres(value, language) {
  const digits = value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} m`;
}

/** Square metres. */
export function squareMetres(value, language) {
  return `${count(value, language)} m²`;
}

/** The parts of a cell's code: district 6, street 3, community 3, cell 3 digits. */
export function tiersOf(code) {
  return [
    { tier: 'district', digits: code.slice(0, 6) },
    { tier: 'street', digits: code.slice(6, 9) },
    { tier: 'community', digits: code.slice(9, 12) },
    { tier: 'cell', digits: code.slice(12, 15) },
  ];
}

/** The end of a code, which tells cells of one street apart: "003-012". */
export function shortCode(code) {
  return `${code.slice(9, 12)}-${code.slice(12, 15)}`;
}

/** A street's name without the word for street, where the place says already what it is: "东直门", "Dongzhimen". */
export function shortName(name) {
  return name.replace(/(?<=..)(街道|地区)$| sub-?district$| street$/iu, '');
}

const ended = new Set(['closed', 'rejected', 'duplicate', 'forcedClosed']);

/** Whether a case still needs somebody. */
export function isOpen(stage) {
  return !ended.has(stage);
}

/**
 * The light of a case: a shape and a word, because colour alone is not for everybody. A case is due soon when less than a
 * quarter of its time is left. The clock of a suspended case stands still: what is left is the time until it goes on.
 * @param {Case} item
 * @param {number} now milliseconds
 * @returns {{name: 'done'|'late'|'soon'|'fine'|'held'|'none', shape: string, left?: number}}
 */
export function lightOf(item, now) {
  if (!isOpen(item.stage)) {
    return { name: 'done', shape: '✓' };
  }
  if (item.stage === 'suspended') {
    return { name: 'held', shape: '‖', left: item.due ? Math.max(0, Date.parse(item.due) - now) : undefined };
  }
  if (!item.due) {
    return item.isOverdue ? { name: 'late', shape: '■' } : { name: 'none', shape: '·' };
  }
  const due = Date.parse(item.due);
  const left = due - now;
  if (item.isOverdue || left < 0) {
    return { name: 'late', shape: '■', left };
  }
  const start = Date.parse(item.dispatchedAt ?? item.reportedAt);
  return left < (due - start) / 4 ? { name: 'soon', shape: '△', left } : { name: 'fine', shape: '○', left };
}
