// The map of the city by OpenLayers. Geometry comes once as vector tiles; what changes is one byte per cell.

import { tileAddress } from './api.js';
import { addBase } from './base-map.js';
import { centre } from './centre.js';
import { isCalm } from './dom.js';
import { isHatched, stepOfCell } from './colouring.js';
import { colours, hatch } from './palette.js';
import { addGround } from './map-ground.js';
import { cellSide, screenScale } from './scale.js';
import { isInside, ringsOf } from './shapes.js';

/** @typedef {import('./types.js').CityMap} CityMap */

const wholeWorld = 40_075_016.686;
const deepestTile = 15;
const leastTile = 360;
/** Pixels left free around what is fitted. */
const margin = 12;
/** Below this many pixels for a cell its outline would be all one sees. */
const outlineFrom = 6;
const leastSeen = 4.5;
/** Below this a hatched cell would be a coloured one: the outline alone says overdue. */
const hatchFrom = 20;

/**
 * @param {any} ol
 * @param {HTMLElement} target
 * @param {{hover: (cell: {index: number, pixel: number[]} | null) => void, choose: (lon: number, lat: number) => void,
 *   stood: () => void}} tell the last once the map has been painted with all that lies on it
 * @returns {CityMap}
 */
export function createMap(ol, target, tell) {
  const { city } = centre;
  const extent = ol.proj.transformExtent(city.bounds, 'EPSG:4326', 'EPSG:3857');
  const pace = { asked: false, last: 0, cost: 0 };
  const looks = makeLooks(ol, city);
  const cells = cellLayer(ol, extent, looks);
  const hovered = overlay(ol, 30);
  const chosen = overlay(ol, 31);
  const view = new ol.View({
    center: ol.extent.getCenter(extent),
    extent,
    constrainOnlyCenter: true,
    resolution: 20,
    maxResolution: Math.max(...ol.extent.getSize(extent)) / 200,
    minResolution: 0.3,
  });
  // By default a map with a tabindex listens only while it has the focus, so that the first drag and wheel would be lost.
  const interactions = ol.interaction.defaults.defaults({ onFocusOnly: false, altShiftDragRotate: false, pinchRotate: false });
  const map = new ol.Map({ target, view, interactions, controls: [], layers: [cells, hovered, chosen] });
  const base = addBase(ol, map, cells, extent);
  const state = { isReady: false, home: '' };
  const whereabouts = () => `${view.getCenter()} ${view.getResolution()}`;

  const fit = (box) => {
    if (box) {
      view.fit(ol.proj.transformExtent(box, 'EPSG:4326', 'EPSG:3857'), { padding: Array(4).fill(margin), duration: isCalm() ? 0 : 350 });
      return;
    }
    const { grid, resolution } = tileGridFor(ol, target, extent);
    if (grid.getTileSize() !== cells.getSource()?.getTileGrid().getTileSize() || grid.getMaxZoom() !== cells.getSource().getTileGrid().getMaxZoom()) {
      cells.setSource(cellSource(ol, city, grid));
    }
    view.setResolution(resolution);
    view.setCenter(ol.extent.getCenter(extent));
    state.home = whereabouts();
  };
  // The cells are asked for before what lies over them: they take longest to come and to be painted.
  fit(null);
  looks.paint(view.getResolution());
  map.renderSync();
  const ground = addGround(ol, map);
  const dress = () => {
    looks.paint(view.getResolution());
    hovered.setStyle(outlineStyle(ol, colours().mark, 1.5));
    chosen.setStyle(outlineStyle(ol, colours().mark, 3));
    ground.dress();
    base?.dress();
    cells.changed();
  };
  ground.come.then(() => {
    map.once('rendercomplete', () => {
      state.isReady = true;
      tell.stood();
    });
    map.render();
  });
  map.on('moveend', () => {
    if (looks.outgrown(view.getResolution())) {
      dress();
    }
    ground.zoomed(view.getResolution());
  });
  map.on('change:size', () => {
    // A window that becomes a wall gets a larger city, unless somebody is looking at a part of it.
    if (whereabouts() === state.home) {
      fit(null);
    }
  });
  listen(ol, map, cells, hovered, tell);
  dress();

  return {
    get isReady() {
      return state.isReady;
    },
    repaint: (isNewLook) => (isNewLook ? dress() : repaintSoon(map, cells, pace)),
    toPixel: (lon, lat) => map.getPixelFromCoordinate(ol.proj.fromLonLat([lon, lat])),
    select: (feature) => show(ol, chosen, feature && new ol.format.GeoJSON({ featureProjection: 'EPSG:3857' }).readFeature(feature)),
    fit,
    zoom: (factor) => view.animate({ zoom: view.getZoom() + Math.log2(factor), duration: 200 }),
    showLayer: ground.show,
    showBase: base?.show,
    center: () => ol.proj.toLonLat(view.getCenter()),
    setPadding: (right) => {
      // The library keeps the picture where it is; here what stood in the middle shall stand in the middle of what is free.
      const center = view.getCenter();
      view.padding = [0, right, 0, 0];
      view.setCenter(center);
    },
  };
}

/**
 * The library paints tiles once per zoom level and stretches them in between, which blurs. A vector tile has no size in
 * pixels, so it is given the one at which the whole city fits the screen without stretching.
 */
function tileGridFor(ol, target, extent) {
  const [width, height] = ol.extent.getSize(extent);
  const room = (pixels) => Math.max(100, pixels - 2 * margin);
  const fitted = Math.max(width / room(target.clientWidth), height / room(target.clientHeight));
  const level = Math.max(0, Math.floor(Math.log2(wholeWorld / fitted / leastTile)));
  const tileSize = Math.floor(wholeWorld / fitted / 2 ** level);
  const grid = ol.tilegrid.createXYZ({ tileSize, maxZoom: Math.max(level, deepestTile) });
  return { grid, resolution: grid.getResolution(level) };
}

function cellSource(ol, city, tileGrid) {
  // A cell on the edge of two tiles is whole in both; each draws its part.
  return new ol.source.VectorTile({ format: new ol.format.MVT(), tileGrid, url: tileAddress(city.hash), overlaps: false, wrapX: false });
}

function cellLayer(ol, extent, looks) {
  return new ol.layer.VectorTile({ extent, renderMode: 'hybrid', zIndex: 1, renderBuffer: 8, style: looks.of });
}

/**
 * The style of every class, made once per theme and zoom step: the style function runs for each cell of each repaint and
 * must only look up.
 */
function makeLooks(ol, city) {
  const side = cellSide(city);
  let plain = [];
  let late = [];
  let step = -1;
  const stepOf = (resolution) => {
    const pixels = side / resolution / screenScale();
    return Number(pixels >= outlineFrom) + Number(pixels >= hatchFrom) + Number(pixels >= 2 * hatchFrom);
  };
  return {
    outgrown: (resolution) => stepOf(resolution) !== step,
    paint: (resolution) => {
      const palette = colours();
      const scale = screenScale();
      step = stepOf(resolution);
      const pixels = side / resolution;
      // Far away a cell has no outline. One with cases gets a rim of its own colour instead, so that it is seen at all; an
      // empty one a hair, because otherwise gaps would shine through.
      const line = (colour, index) => (step >= 1
        ? new ol.style.Stroke({ color: palette.cellLine, width: (step >= 2 ? 1 : 0.6) * scale })
        : new ol.style.Stroke({ color: colour, width: index === 0 ? 0.5 : Math.max(1, leastSeen * scale - pixels) }));
      plain = palette.cells.map((colour, index) => [new ol.style.Style({
        fill: new ol.style.Fill({ color: colour }),
        stroke: line(colour, index),
        zIndex: step === 0 ? index : 0,
      })]);
      const texture = step >= 2 ? hatch(palette.lateMap, 8, scale) : null;
      late = plain.map(([base]) => [base, new ol.style.Style({
        zIndex: plain.length,
        fill: texture ? new ol.style.Fill({ color: texture }) : undefined,
        stroke: new ol.style.Stroke({ color: palette.lateMap, width: (step >= 2 ? 2 : 1.2) * scale }),
      })]);
    },
    of: (feature) => {
      const index = feature.getId();
      return (isHatched(index) ? late : plain)[stepOfCell(index)];
    },
  };
}

/** At most one repaint a second, and never more than a fifth of the time spent painting. */
function repaintSoon(map, cells, pace) {
  if (pace.asked) {
    return;
  }
  pace.asked = true;
  const wait = Math.max(0, pace.last + Math.max(1000, 5 * pace.cost) - performance.now());
  setTimeout(() => {
    pace.asked = false;
    const begun = performance.now();
    map.once('postrender', () => {
      pace.cost = performance.now() - begun;
    });
    pace.last = begun;
    cells.changed();
  }, wait);
}

function overlay(ol, zIndex) {
  return new ol.layer.Vector({ source: new ol.source.Vector(), zIndex, updateWhileAnimating: true, updateWhileInteracting: true });
}

function outlineStyle(ol, color, width) {
  return new ol.style.Style({ stroke: new ol.style.Stroke({ color, width: width * screenScale(), lineJoin: 'round' }) });
}

function show(ol, layer, feature) {
  layer.getSource().clear();
  if (feature) {
    layer.getSource().addFeature(feature);
  }
}

function listen(ol, map, cells, hovered, tell) {
  let last = -1;
  let asked = false;
  const leave = () => {
    last = -1;
    show(ol, hovered, null);
    tell.hover(null);
  };
  map.on('pointermove', (event) => {
    if (event.dragging || event.originalEvent.pointerType === 'touch') {
      leave();
      return;
    }
    if (asked) {
      return;
    }
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      const found = cellAt(cells, event.coordinate);
      if (!found) {
        leave();
        return;
      }
      if (found.getId() !== last) {
        last = found.getId();
        show(ol, hovered, new ol.Feature(new ol.geom.Polygon(ringsOf(found))));
      }
      tell.hover({ index: last, pixel: event.pixel, place: ol.proj.toLonLat(event.coordinate) });
    });
  });
  map.getViewport().addEventListener('pointerleave', leave);
  map.on('click', (event) => {
    if (cellAt(cells, event.coordinate)) {
      tell.choose(...ol.proj.toLonLat(event.coordinate));
    }
  });
}

/** Picking by arithmetic: the hit detection of the library paints the layer a second time. */
function cellAt(cells, [x, y]) {
  return cells.getFeaturesInExtent([x, y, x, y]).find((feature) => isInside(x, y, ringsOf(feature)));
}
