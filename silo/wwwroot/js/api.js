// Questions to the server. Every refusal becomes an Error whose message a person can read.

import { current, has, t } from './i18n.js';

const root = '/api/v1';

/** A server's "no": the problem document of RFC 9457 in short. */
export class Refused extends Error {
  constructor(status, problem) {
    super(said(problem) || `HTTP ${status}`);
    this.status = status;
    this.code = problem?.code;
    this.kind = problem?.name;
    /** What happened to a case since the caller looked, when that is why. */
    this.happened = problem?.happened ?? [];
  }
}

// What is refused in the language of the page; numbers and names in the server's own words, which are English.
function said(problem) {
  const detail = problem?.detail || problem?.title;
  const key = `refusal.${problem?.name}`;
  return detail && has(key) && current() !== 'en' ? `${t(key)}（${detail}）` : detail;
}

/**
 * Gets JSON.
 * @param {string} path below /api/v1
 * @param {Record<string, string | number | boolean | undefined>} [query] empty values are left out
 * @param {AbortSignal} [signal]
 */
export async function get(path, query = {}, signal) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '' && value !== false) {
      search.set(name, String(value));
    }
  }
  const response = await fetch(`${root}${path}${search.size > 0 ? `?${search}` : ''}`, {
    headers: { accept: 'application/json, application/geo+json' },
    signal,
  });
  if (!response.ok) {
    throw new Refused(response.status, await response.json().catch(() => null));
  }
  return response.json();
}

let csrf = '';

/** Takes what proves to the server that a change comes from a page of its own. */
export function useCsrf(token) {
  csrf = token ?? '';
}

/**
 * Changes something.
 * @param {string} path below /api/v1
 * @param {object | Blob} [body] a Blob is sent as it is, anything else as JSON
 * @param {string} [method]
 */
export async function send(path, body, method = 'POST') {
  const isBlob = body instanceof Blob;
  const response = await fetch(`${root}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(csrf ? { 'gridcity-csrf': csrf } : {}),
      ...(body ? { 'content-type': isBlob ? body.type : 'application/json' } : {}),
    },
    body: isBlob ? body : body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Refused(response.status, await response.json().catch(() => null));
  }
  return response.status === 204 ? null : response.json();
}

/** The address of a photo. */
export function photoAddress(name) {
  return `${root}/photos/${name}`;
}

const kept = new Map();

/** Gets what never changes for one version of the city, once. */
export function getOnce(path, query = {}) {
  const key = path + JSON.stringify(query);
  if (!kept.has(key)) {
    kept.set(key, get(path, query).catch((error) => {
      kept.delete(key);
      throw error;
    }));
  }
  return kept.get(key);
}

export const streamAddress = `${root}/stream/board`;

/** The address of the tiles of one version of the city. */
export function tileAddress(hash) {
  return `${root}/tiles/${hash}/{z}/{x}/{y}.mvt`;
}
