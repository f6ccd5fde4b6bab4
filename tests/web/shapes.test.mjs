import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classLabel, classOf } from '../../silo/wwwroot/js/palette.js';
import { boxOf, fromMercator, isInside, ringsOf, ringsOfGeometry, toMercator } from '../../silo/wwwroot/js/shapes.js';

const square = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]];
const hole = [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]];

test('a point in a hole is outside', () => {
  assert.equal(isInside(1, 1, [square, hole]), true);
  assert.equal(isInside(4, 4, [square, hole]), false);
  assert.equal(isInside(10, 4, [square, hole]), false);
});

test('the rings of a tile feature are cut at their ends', () => {
  const feature = { getFlatCoordinates: () => [0, 0, 1, 0, 1, 1, 5, 5, 6, 5, 6, 6], getEnds: () => [6, 12] };
  assert.deepEqual(ringsOf(feature), [[[0, 0], [1, 0], [1, 1]], [[5, 5], [6, 5], [6, 6]]]);
});

test('polygons and multi-polygons give their rings', () => {
  assert.equal(ringsOfGeometry({ type: 'Polygon', coordinates: [square, hole] }).length, 2);
  assert.equal(ringsOfGeometry({ type: 'MultiPolygon', coordinates: [[square, hole], [square]] }).length, 3);
  assert.deepEqual(boxOf([square, hole]), [0, 0, 9, 9]);
});

test('the way to web Mercator and back', () => {
  const [lon, lat] = fromMercator(toMercator([116.4, 39.9]));
  assert.ok(Math.abs(lon - 116.4) < 1e-9 && Math.abs(lat - 39.9) < 1e-9);
});

test('classes of load cover every byte', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 7, 8, 255].map(classOf), [0, 1, 2, 3, 3, 4, 4, 5, 5]);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map(classLabel), ['0', '1', '2', '3–4', '5–7', '8+']);
});
