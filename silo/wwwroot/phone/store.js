// What the phone keeps by itself: what waits to be sent, and what it knew when it last heard from the server.

const name = 'gridcity-phone';

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('outbox', { keyPath: 'id' });
      asked.result.createObjectStore('known');
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

let opened;

/**
 * One step on a store, in a transaction of its own; it is done when the disk has it.
 * @param {'outbox' | 'known'} store
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>}
 */
async function step(store, mode, act) {
  opened ??= open();
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: 'strict' });
    const asked = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const outbox = {
  all: async () => (await step('outbox', 'readonly', (store) => store.getAll())).sort((a, b) => a.made - b.made),
  put: (entry) => step('outbox', 'readwrite', (store) => store.put(entry)),
  remove: (id) => step('outbox', 'readwrite', (store) => store.delete(id)),
};

export const known = {
  get: (key) => step('known', 'readonly', (store) => store.get(key)),
  put: (key, value) => step('known', 'readwrite', (store) => store.put(value, key)),
};
