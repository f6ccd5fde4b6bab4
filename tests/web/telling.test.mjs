import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { kindOf, steps, stepOf, toneOf } from '../../silo/wwwroot/js/life.js';
import { tell } from '../../silo/wwwroot/js/telling.js';
import { speak, wordsOf } from './words.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Every kind that the page of the journal's format describes, each with the names of its fields. */
const described = read('docs/journal-format.md')
  .split(/^## /m).find((part) => part.startsWith('Bodies'))
  .split(/^### /m).slice(1)
  .map((part) => ({
    kind: /^`([^`]+)`/.exec(part)[1],
    fields: [...part.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name, means]) => ({ name, words: [...means.matchAll(/`([A-Za-z][A-Za-z-]*)`/g)].map((match) => match[1]) })),
  }));

/** The entries with which the bytes of the journal are pinned: every kind, with and without what is optional. */
const pinned = ['journal-1', 'journal-2'].flatMap((name) => read(`tests/GridCity.Tests/Journal/Golden/${name}.jsonl`)
  .trim().split('\n').map((line) => JSON.parse(line)).map(({ kind, body }) => ({ kind, body: JSON.parse(body) })));

/** Says everything by its own name, so that a test finds in a text what an entry holds; it also notes the words that are missing. */
function listener(language) {
  const words = wordsOf(language);
  const missing = new Set();
  const plain = speak(language);
  const t = (key, values) => {
    if (!(key in words)) {
      missing.add(key);
    }
    return plain(key, values);
  };
  return { missing, say: { t, language, unit: (id) => id, cell: (code) => code, channel: (id) => id, at: (at) => at ?? '–', call: () => 'whistle' } };
}

const whole = ({ head, details, quote }) => [head, ...details, quote].join('\n');

/** Values that are told elsewhere on the sheet or concern machines. */
const elsewhere = /^(by|state\..*|secondCell|limit|reporter\.who|told\[\]\.who|reason\..*)$/;
const ofReport = /^(class|text|reference|seenAt)$/;

function* leaves(value, path = '') {
  if (Array.isArray(value)) {
    for (const one of value) {
      yield* leaves(one, `${path}[]`);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      yield* leaves(one, path ? `${path}.${name}` : name);
    }
  } else {
    yield { path, value };
  }
}

test('the page of the format was read', () => {
  assert.ok(described.length >= 40, `${described.length} kinds`);
  assert.ok(pinned.length > 40);
});

for (const language of ['zh-CN', 'en']) {
  const words = wordsOf(language);

  test(`every kind of the journal has words, a tone and a step (${language})`, () => {
    const silent = described.filter(({ kind }) => !words[`kind.${kindOf(kind)}`]).map(({ kind }) => kind);
    assert.deepEqual(silent, []);
    for (const { kind } of described) {
      assert.notEqual(kindOf(kind), kind, `${kind} is not known`);
      assert.ok(['in', 'work', 'done', 'late', 'out'].includes(toneOf(kindOf(kind))), kind);
      assert.ok(steps.includes(stepOf({ kind, body: {} })), kind);
    }
  });

  test(`words of the journal have words of the page (${language})`, () => {
    const groups = {
      sight: ['sight'], result: ['check'], due: ['passed'], application: ['applied', 'granted', 'denied'], tier: ['tier'], to: ['tier'], cause: ['cause'],
      grade: ['grade'], call: ['call'], satisfaction: ['satisfaction'], class: ['water'], blackOdour: ['blackOdour'],
    };
    const asked = described.flatMap(({ kind, fields }) => fields
      .filter(({ name, words: values }) => groups[name] && values.length > 1 && !values.some((value) => value.includes('.')))
      .flatMap(({ name, words: values }) => values.flatMap((value) => groups[name].map((group) => ({ kind, key: `${group}.${value}` })))));
    assert.ok(asked.length > 30, `${asked.length} words`);
    assert.deepEqual(asked.filter(({ key }) => !words[key]), []);
  });

  test(`every pinned entry is told whole, without a gap (${language})`, () => {
    const { say, missing } = listener(language);
    for (const entry of pinned) {
      const text = whole(tell(entry, say));
      assert.doesNotMatch(text, /undefined|null|NaN|\[object|[{}]/, entry.kind);
    }
    // The field of a joint action is the author's own word.
    assert.deepEqual([...missing].filter((key) => !key.startsWith('topic.')), []);
  });

  test(`what an entry holds is in its words (${language})`, () => {
    const { say } = listener(language);
    for (const entry of pinned) {
      const text = whole(tell(entry, say));
      const untold = [...leaves(entry.body)].filter(({ path, value }) => typeof value === 'string' && value && !elsewhere.test(path)
        && !(kindOf(entry.kind) === 'case.reported' && ofReport.test(path)) && !text.includes(value)
        && !Object.entries(words).some(([key, said]) => key.endsWith(`.${value}`) && text.includes(said)));
      assert.deepEqual(untold, [], entry.kind);
    }
  });

  test(`an entry with nothing in it is told all the same (${language})`, () => {
    const { say } = listener(language);
    for (const { kind } of described) {
      const text = tell({ kind, body: {} }, say);
      assert.ok(text.head, kind);
      assert.ok(tell({ kind, body: undefined }, say).head, kind);
    }
  });
}

test('a kind that nobody has words for is shown as it is', () => {
  const { say } = listener('en');
  const told = tell({ kind: 'case.teleported.1', body: { by: 'system:x', to: 'moon', passengers: ['a', 'b'], note: 'wow' } }, say);
  assert.deepEqual(told, { head: 'case.teleported.1', details: ['to: moon', 'passengers: ["a","b"]'], quote: 'wow' });
  assert.equal(tell({ kind: 'constructor', body: {} }, say).head, 'constructor');
});

test('a value that nobody has words for is shown as it is', () => {
  const { say } = listener('zh-CN');
  assert.equal(tell({ kind: 'call.made.1', body: { number: 1, call: 'siren', topic: 'noise', parties: ['a'] } }, say).head, 'siren');
});

test('stories in both languages', () => {
  const en = listener('en').say;
  const zh = listener('zh-CN').say;
  const both = (kind, body) => [en, zh].map((say) => whole(tell({ kind, body }, say)).trim());
  assert.deepEqual(both('task.given.1', {}), ['Nobody took it', '无人接单']);
  assert.deepEqual(both('application.decided.1', { application: 'extension', isGranted: true, due: 'T' }), ['Extension granted\nnow due T', '同意延期\n新时限 T']);
  assert.deepEqual(both('application.decided.1', { application: 'suspension', isGranted: true, due: 'T' }), ['Suspension granted\nuntil T', '同意挂账\n挂账至 T']);
  assert.deepEqual(both('case.graded.1', { grade: 'overYears' }), ['Classed B\ncan be solved over years', '事项分级 B\n需逐年解决']);
  assert.deepEqual(both('case.remarked.1', { text: 'still there' }), ['Remark\nstill there', '补充说明\nstill there']);
  assert.deepEqual(both('call.graded.1', { number: 2, party: 'water', score: 95 }), ['Call graded\nWhistle 2: water 95 of 100', '协同评价\n吹哨 2：water 95 分']);
  assert.deepEqual(both('call.closed.1', { number: 2, outcome: 'settled' }), ['Call ended\nWhistle 2\nsettled', '协同结束\n吹哨 2\nsettled']);
  assert.deepEqual(
    both('reporter.calledback.1', { responded: true, solved: false, satisfaction: 'mostly' }),
    ['Called back\nresponded: yes · solved: no · mostly satisfied', '回访\n已响应：是 · 已解决：否 · 基本满意'],
  );
});
