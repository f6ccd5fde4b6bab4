// Keeps the inspector's page on the phone, so that it opens without a network. Only the page: what it knows and what it has
// to send it keeps itself.

const shelf = 'gridcity-phone-2';
const patience = 3000;
const shell = [
  '/phone/', '/phone/phone.js', '/phone/manifest.webmanifest', '/phone/outbox.js', '/phone/sending.js', '/phone/store.js',
  '/phone/position.js', '/phone/beat.js', '/phone/beat-map.js', '/phone/report.js', '/phone/tasks.js', '/phone/waiting.js',
  '/js/theme.js', '/js/api.js', '/js/session.js', '/js/choices.js', '/js/page.js', '/js/photo.js', '/js/dom.js', '/js/i18n.js',
  '/js/format.js', '/js/signs.js', '/js/left.js', '/js/scale.js', '/js/shapes.js', '/js/asked-patrols.js', '/css/tokens.css', '/css/base.css', '/css/field.css', '/css/phone.css',
  '/i18n/zh-CN.json', '/i18n/en.json', '/mark.svg',
];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shelf).then((cache) => cache.addAll(shell)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== shelf).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const path = pathname === '/phone/index.html' || pathname === '/phone' ? '/phone/' : pathname;
  if (event.request.method === 'GET' && origin === location.origin && shell.includes(path)) {
    event.respondWith(freshOrKept(event.request, path));
  }
});

/** What the server has, and what is kept when it does not answer in time: a newer page comes by itself. */
async function freshOrKept(request, path) {
  const cache = await caches.open(shelf);
  const fresh = fetch(request).then((answer) => {
    if (answer.ok) {
      cache.put(path, answer.clone());
    }
    return answer;
  });
  const late = new Promise((resolve) => {
    setTimeout(resolve, patience);
  }).then(() => cache.match(path));
  try {
    return await Promise.race([fresh, late.then((kept) => kept ?? fresh)]);
  } catch {
    return (await cache.match(path)) ?? Response.error();
  }
}
