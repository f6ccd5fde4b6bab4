// What lies over the cells and does not change: water, roads, and the borders and names of streets and communities.

import { getOnce } from './api.js';
import { centre } from './centre.js';
import { shortName } from './format.js';
import { isQuiet } from './ground-layers.js';
import { nameOf } from './i18n.js';
import { colours } from './palette.js';
import { cellSide, screenScale } from './scale.js';

/** Communities are drawn once a cell has this many pixels. */
const communitiesFrom = 18;

/** Layers that have a look of their own; all others get a dashed outline. */
export const water = new Set(['rivers', 'lakes', 'water', 'canals']);

/** Adds the layers to a map and answers when they have come and how to dress and show them. */
export function addGround(ol, map) {
  const format = new ol.format.GeoJSON({ featureProjection: 'EPSG:3857' });
  const layers = new Map();
  let palette = colours();

  const add = (name, zIndex, style, path, query) => {
    const source = new ol.source.Vector();
    const layer = new ol.layer.Vector({ source, zIndex, style, declutter: 'names' });
    map.addLayer(layer);
    layers.set(name, layer);
    return getOnce(path, query).then((data) => source.addFeatures(format.readFeatures(withLabels(data)))).catch(() => {
      // The map is of use without its ground; what is missing is not drawn.
    });
  };

  const addLayer = (name) => {
    const style = (feature) => (water.has(name) ? waterStyle(ol, palette, feature) : lineStyle(ol, palette, name));
    return add(name, water.has(name) ? 4 : 3, style, `/layers/${encodeURIComponent(name)}`);
  };
  const first = centre.city.layers.filter((name) => !isQuiet(name)).map(addLayer);
  first.push(add('streets', 6, (feature) => streetStyle(ol, palette, feature), '/outlines', { tier: 'street' }));

  return {
    /** Settled when the layers that are shown from the beginning have come, or will not. */
    come: Promise.all(first),
    dress: () => {
      palette = colours();
      for (const layer of layers.values()) {
        layer.changed();
      }
    },
    show: (name, visible) => {
      if (visible && !layers.has(name)) {
        addLayer(name);
      }
      layers.get(name)?.setVisible(visible);
    },
    zoomed: (resolution) => {
      const wanted = cellSide(centre.city) / resolution / screenScale() >= communitiesFrom;
      if (wanted && !layers.has('communities')) {
        add('communities', 5, (feature) => communityStyle(ol, palette, feature), '/outlines', { tier: 'community' });
      }
      layers.get('communities')?.setVisible(wanted);
    },
  };
}

/** An outline carries the place of its name; as a point of its own the name can give way to others. */
function withLabels(data) {
  const labels = data.features.filter(({ properties }) => Array.isArray(properties?.label)).map(({ properties }) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: properties.label },
  }));
  return { ...data, features: [...data.features, ...labels] };
}

function waterStyle(ol, palette, feature) {
  const isArea = feature.getGeometry().getType().endsWith('Polygon');
  return new ol.style.Style({
    stroke: new ol.style.Stroke({ color: palette.water, width: (isArea ? 1.2 : 2.2) * screenScale(), lineCap: 'round', lineJoin: 'round' }),
    fill: new ol.style.Fill({ color: palette.waterFill }),
    text: text(ol, nameOf(feature.getProperties()), ['italic', 11], palette.water, palette.halo, {
      placement: isArea ? 'point' : 'line',
      repeat: 600,
    }),
  });
}

function lineStyle(ol, palette, name) {
  const isRoad = name === 'roads';
  return new ol.style.Style({
    stroke: new ol.style.Stroke({ color: palette.road, width: (isRoad ? 1.4 : 1) * screenScale(), lineDash: isRoad ? undefined : [4, 4] }),
    fill: isRoad ? new ol.style.Fill({ color: palette.road }) : undefined,
    image: new ol.style.RegularShape({
      points: 4,
      radius: 5 * screenScale(),
      fill: new ol.style.Fill({ color: palette.halo }),
      stroke: new ol.style.Stroke({ color: palette.water, width: 1.5 * screenScale() }),
    }),
  });
}

function streetStyle(ol, palette, feature) {
  return feature.getGeometry().getType() === 'Point'
    ? new ol.style.Style({
      zIndex: 2,
      text: text(ol, shortName(nameOf(feature.getProperties())), ['600', 13], palette.label, palette.halo),
    })
    : new ol.style.Style({ stroke: new ol.style.Stroke({ color: palette.street, width: 1.4 * screenScale(), lineJoin: 'round' }) });
}

function communityStyle(ol, palette, feature) {
  return feature.getGeometry().getType() === 'Point'
    ? new ol.style.Style({ text: text(ol, nameOf(feature.getProperties()), ['', 11], palette.label, palette.halo) })
    : new ol.style.Style({ stroke: new ol.style.Stroke({ color: palette.community, width: screenScale(), lineDash: [5, 4] }) });
}

function text(ol, words, [face, size], colour, halo, more = {}) {
  return words
    ? new ol.style.Text({
      text: words,
      font: `${face} ${size * screenScale()}px ${colours().font}`,
      fill: new ol.style.Fill({ color: colour }),
      stroke: new ol.style.Stroke({ color: halo, width: 3 * screenScale() }),
      overflow: true,
      ...more,
    })
    : undefined;
}
