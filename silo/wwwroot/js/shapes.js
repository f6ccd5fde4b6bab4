// Rings of polygons. Pure.

/** The rings of a tile's feature, which come as one flat list and the ends of its rings. */
export function ringsOf(feature) {
  const flat = feature.getFlatCoordinates();
  const rings = [];
  let from = 0;
  for (const end of feature.getEnds().flat()) {
    const ring = [];
    for (let at = from; at < end; at += 2) {
      ring.push([flat[at], flat[at + 1]]);
    }
    rings.push(ring);
    from = end;
  }
  return rings;
}

/** Whether a point lies in rings by the even-odd rule, so that holes need no special care. */
export function isInside(x, y, rings) {
  let inside = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
      const [ax, ay] = ring[at];
      const [bx, by] = ring[before];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
        inside = !inside;
      }
    }
  }
  return inside;
}

/** All rings of a GeoJSON polygon or multi-polygon. */
export function ringsOfGeometry(geometry) {
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : geometry.coordinates;
}

/** The box around rings: west, south, east, north. */
export function boxOf(rings) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of rings.flat()) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/**
 * Degrees to the unit square of web Mercator, y downwards.
 * @param {number[]} place longitude and latitude
 * @returns {[number, number]}
 */
export function toMercator([lon, lat]) {
  const radians = (lat * Math.PI) / 180;
  return [(lon + 180) / 360, (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2];
}

/**
 * The way back.
 * @param {number[]} place
 * @returns {[number, number]}
 */
export function fromMercator([x, y]) {
  return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}
