// Dark for the wall, light for the desk. This file runs before anything is drawn, so that no page flashes.

const wanted = new URLSearchParams(location.search).get('theme') ?? stored('theme') ?? 'dark';
document.documentElement.dataset.theme = wanted === 'light' ? 'light' : 'dark';

/** A browser may forbid storage; then choices last as long as the page. */
function stored(name) {
  try {
    return localStorage.getItem(`gridcity.${name}`);
  } catch {
    return null;
  }
}
