import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../silo/wwwroot/js/reason.js';
import { speak } from './words.mjs';

const units = { 'u-water': ['Water Authority', '区水务局'], 's-009': ['Dongzhimen Street Office', '东直门街道办事处'] };

function sentences(language, why, unit) {
  const at = language === 'en' ? 0 : 1;
  return explain(why, unit, {
    t: speak(language),
    language,
    unit: (id) => units[id]?.[at] ?? id,
    feature: (layer, id) => (id === 'tonghui' ? ['Tonghui River', '通惠河'][at] : id),
  }).join(' ');
}

const near = { rule: 'water-near-river', version: 'v', layer: 'rivers', feature: 'tonghui', distance: 28.9, runnerUp: 'territorial', runnerUpUnit: 's-009' };

test('a rule near a feature, in both languages', () => {
  assert.equal(
    sentences('en', near, 'u-water'),
    "Rule 'water-near-river' sent it to Water Authority. The place is 29 m from Tonghui River (rivers). Otherwise it would have gone to the street: Dongzhimen Street Office.",
  );
  assert.equal(sentences('zh-CN', near, 'u-water'), '规则“water-near-river”将其派给区水务局。 案发点距河流“通惠河” 29 m。 否则将按属地派给东直门街道办事处。');
});

test('a point on the feature has no distance', () => {
  assert.match(sentences('en', { ...near, distance: 0 }, 'u-water'), /The place lies on Tonghui River/);
});

test('the fallback and the hand say so', () => {
  assert.match(sentences('en', { rule: 'territorial', version: 'v' }, 's-009'), /^No special rule applied, .*: Dongzhimen Street Office\.$/);
  assert.match(sentences('zh-CN', { rule: 'manual', version: 'v' }, 'u-water'), /^由指挥中心人工派给区水务局。$/);
});

test('another rule as runner-up, and a layer nobody has words for', () => {
  const why = { rule: 'a', version: 'v', layer: 'heritage', feature: 'f-1', distance: 3, runnerUp: 'b', runnerUpUnit: 'u-9' };
  assert.equal(
    sentences('en', why, 'u-water'),
    "Rule 'a' sent it to Water Authority. The place is 3 m from f-1 (heritage). Otherwise rule 'b' would have sent it to u-9.",
  );
});
