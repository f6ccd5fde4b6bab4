import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fillIn } from '../../silo/wwwroot/js/i18n.js';
import { wordsOf } from './words.mjs';

const site = new URL('../../silo/wwwroot/', import.meta.url);
const zh = wordsOf('zh-CN');
const en = wordsOf('en');

test('both languages have the same keys in the same order', () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
});

test('a text asks for the same values in both languages', () => {
  const names = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  for (const key of Object.keys(zh)) {
    assert.deepEqual(names(zh[key]), names(en[key]), key);
  }
});

test('no text is empty', () => {
  assert.deepEqual(Object.keys(zh).filter((key) => !zh[key].trim() || !en[key].trim()), []);
});

test('every key that a page or module names is there', () => {
  const modules = readdirSync(new URL('js/', site)).map((name) => readFileSync(new URL(`js/${name}`, site), 'utf8'));
  const page = readFileSync(new URL('index.html', site), 'utf8');
  const named = [
    ...modules.flatMap((text) => [...text.matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1])),
    ...[...page.matchAll(/data-t(?:-label)?="([\w.]+)"/g)].map((match) => match[1]),
  ];
  assert.ok(named.length > 50);
  assert.deepEqual(named.filter((key) => !(key in zh)), []);
});

test('values are filled in, and a gap stays visible', () => {
  assert.equal(fillIn('{a} of {b}', { a: 1 }), '1 of {b}');
  assert.equal(fillIn('$& {a}', { a: '$&' }), '$& $&');
});
