// What a viewer chose and wants to find again: language and theme. The address wins over what was kept.

/** Reads a choice. */
export function chosen(name, otherwise) {
  const given = new URLSearchParams(location.search).get(name);
  if (given) {
    return given;
  }
  try {
    return localStorage.getItem(`gridcity.${name}`) ?? otherwise;
  } catch {
    // A browser may forbid storage; then a choice lasts as long as the page.
    return otherwise;
  }
}

/** Keeps a choice, in the address where it stands there already, and for the next visit. */
export function choose(name, value) {
  const address = new URL(location.href);
  if (address.searchParams.has(name)) {
    address.searchParams.set(name, value);
    history.replaceState(null, '', address);
  }
  try {
    localStorage.setItem(`gridcity.${name}`, value);
  } catch {
    // See above: the choice is in force all the same.
  }
}
