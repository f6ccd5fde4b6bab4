// Where the phone is, how well it knows, and in which cell of the beat that is. The arithmetic is pure.

import { isInside, ringsOfGeometry } from '../js/shapes.js';

const metresOfDegree = 111_320;

/** Metres between two places that are near each other. */
export function distance(a, b) {
  const x = (b.lon - a.lon) * metresOfDegree * Math.cos((a.lat * Math.PI) / 180);
  const y = (b.lat - a.lat) * metresOfDegree;
  return Math.hypot(x, y);
}

/**
 * The cell that a position lies in, and another one that it may lie in, given how well it is known.
 * @param {{lon: number, lat: number, accuracy: number}} at
 * @param {{properties: {code: string}, geometry: any}[]} features
 * @returns {{code: string, second: string, toBorder: number}} codes are empty where no known cell is meant
 */
export function locate(at, features) {
  let code = '';
  let second = '';
  let nearest = Infinity;
  for (const { properties, geometry } of features) {
    const rings = ringsOfGeometry(geometry);
    if (isInside(at.lon, at.lat, rings)) {
      code = properties.code;
    } else {
      const away = toRings(at, rings);
      if (away < nearest) {
        nearest = away;
        second = properties.code;
      }
    }
  }
  return nearest <= at.accuracy ? { code, second, toBorder: nearest } : { code, second: '', toBorder: nearest };
}

function toRings(at, rings) {
  let least = Infinity;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index += 1) {
      least = Math.min(least, toSegment(at, ring[index - 1], ring[index]));
    }
  }
  return least;
}

function toSegment(at, [ax, ay], [bx, by]) {
  const wide = metresOfDegree * Math.cos((at.lat * Math.PI) / 180);
  const [x, y] = [(bx - ax) * wide, (by - ay) * metresOfDegree];
  const [px, py] = [(at.lon - ax) * wide, (at.lat - ay) * metresOfDegree];
  const share = Math.max(0, Math.min(1, (px * x + py * y) / (x * x + y * y || 1)));
  return Math.hypot(px - share * x, py - share * y);
}

/**
 * Follows the phone's position.
 * @param {(fix: {lon: number, lat: number, accuracy: number, at: number} | null, problem: string) => void} tell
 */
export function follow(tell) {
  if (!navigator.geolocation) {
    tell(null, 'none');
    return;
  }
  navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => tell({ lon: coords.longitude, lat: coords.latitude, accuracy: Math.min(coords.accuracy, 5000), at: timestamp }, ''),
    (error) => tell(null, error.code === error.PERMISSION_DENIED ? 'denied' : 'unknown'),
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 30_000 },
  );
}
