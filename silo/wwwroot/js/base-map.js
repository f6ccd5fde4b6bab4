// The map of somebody else's that a city names, under the cells: XYZ, WMS or WMTS, always in Web Mercator.

import { centre } from './centre.js';
import { choose, chosen } from './choices.js';

const halfWorld = 20_037_508.342789244;
const tileSide = 256;
/** The ground of a dark page shines through, so that a bright map does not outshine the cells. */
const darkOpacity = 0.6;
/** Cells let the map below them be read. */
const cellOpacity = 0.7;

/** Whether the city names a map and it is not switched off. */
export function isBaseShown() {
  return Boolean(centre.city.baseMap) && chosen('base', 'on') !== 'off';
}

/** Adds the map to a view; null where the city names none. */
export function addBase(ol, map, cells, extent) {
  const spec = centre.city.baseMap;
  if (!spec) {
    return null;
  }
  // As far around the city as the widest screen shows, so that the map does not end beside it.
  const layer = new ol.layer.Tile({ zIndex: 0, extent: ol.extent.buffer(extent, Math.max(...ol.extent.getSize(extent))), source: sourceOf(ol, spec), visible: isBaseShown() });
  map.addLayer(layer);
  const dress = () => {
    layer.setOpacity(document.documentElement.dataset.theme === 'light' ? 1 : darkOpacity);
    cells.setOpacity(layer.getVisible() ? cellOpacity : 1);
  };
  return {
    dress,
    show: (visible) => {
      choose('base', visible ? 'on' : 'off');
      layer.setVisible(visible);
      dress();
    },
  };
}

function sourceOf(ol, spec) {
  const common = { url: spec.url, wrapX: false, projection: 'EPSG:3857' };
  switch (spec.kind) {
    case 'wms':
      return new ol.source.TileWMS({ ...common, params: { LAYERS: spec.layer, STYLES: spec.style, FORMAT: spec.format } });
    case 'wmts':
      return new ol.source.WMTS({
        ...common,
        layer: spec.layer,
        matrixSet: spec.matrixSet,
        style: spec.style || 'default',
        format: spec.format,
        requestEncoding: spec.url.includes('{') ? 'REST' : 'KVP',
        tileGrid: matrices(ol, spec),
      });
    default:
      return new ol.source.XYZ({ ...common, maxZoom: spec.zoomMax });
  }
}

/** The matrices that nearly all services share: the square of Web Mercator, halved at each level. */
function matrices(ol, spec) {
  const levels = Array.from({ length: spec.zoomMax + 1 }, (_, level) => level);
  return new ol.tilegrid.WMTS({
    origin: [-halfWorld, halfWorld],
    resolutions: levels.map((level) => (2 * halfWorld) / tileSide / 2 ** level),
    matrixIds: levels.map((level) => spec.matrixPrefix + level),
    tileSize: tileSide,
  });
}
