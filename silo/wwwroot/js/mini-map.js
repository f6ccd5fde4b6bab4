// Where a case lies in its cell and community: a small drawing that needs no map.

import { getOnce } from './api.js';
import { centre } from './centre.js';
import { h, replace, svg } from './dom.js';
import { t } from './i18n.js';
import { classOf } from './palette.js';
import { boxOf, ringsOfGeometry, toMercator } from './shapes.js';

const width = 320;
const height = 150;

/** @param {import('./types.js').Case} item */
export function miniMap(item, cell) {
  const place = h('figure', { class: 'mini' });
  // The neighbours may belong to other communities; without them the cell would seem to lie on an edge.
  const communities = new Set([item.cell, ...cell.neighbours].map((code) => code.slice(0, 12)));
  Promise.all([...communities].map((area) => getOnce('/cells', { area, limit: 5000 })))
    .then((parts) => replace(place, draw(parts.flatMap((part) => part.features), item)))
    .catch(() => place.remove());
  return place;
}

function draw(features, item) {
  const shapes = features.map((feature) => ({
    index: feature.properties.index,
    isOwn: feature.properties.code === item.cell,
    rings: ringsOfGeometry(feature.geometry).map((ring) => ring.map(toMercator)),
  }));
  const own = shapes.find((shape) => shape.isOwn) ?? shapes[0];
  const [west, north, east, south] = boxOf(own.rings);
  // The cell takes the middle third; what lies around it shows where that is.
  const scale = Math.min(width / (east - west), height / (south - north)) / 2.2;
  const x = (value) => (value - (west + east) / 2) * scale + width / 2;
  const y = (value) => (value - (north + south) / 2) * scale + height / 2;
  const path = (rings) => rings.map((ring) => `M${ring.map(([a, b]) => `${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join('L')}Z`).join('');
  const [px, py] = toMercator([item.lon, item.lat]);
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('case.place', { lon: item.lon.toFixed(5), lat: item.lat.toFixed(5) }) },
    shapes.map((shape) => svg('path', { d: path(shape.rings), class: `c${classOf(centre.board.open[shape.index] ?? 0)}` })),
    svg('path', { d: path(own.rings), class: 'own' }),
    svg('circle', { cx: x(px), cy: y(py), r: 9, class: 'spot-ring' }),
    svg('circle', { cx: x(px), cy: y(py), r: 3.5, class: 'spot' }),
  );
}
