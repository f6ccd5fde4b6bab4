// What is live: the stream of the board, how it stands with it, and what follows when it breaks off. Loaded once the map
// stands: what happens in its first second comes with the snapshot by which every stream begins.

import { get, streamAddress } from './api.js';
import { fromSnapshot, withFrame } from './board.js';
import { centre, on, takeBoard, tell } from './centre.js';
import { goSignIn, loadSession, session } from './session.js';
import { BoardStream, isStale } from './stream.js';

const hiddenFor = 60_000;

function connect() {
  let isAgain = false;
  const stream = new BoardStream(streamAddress, {
    board: (message) => {
      takeBoard(newer(fromSnapshot(message)), message);
      if (isAgain) {
        reloadIfOther();
      }
      isAgain = true;
    },
    frame: (message) => {
      const next = withFrame(centre.board, message);
      if (next) {
        centre.feed.add(message.cases ?? [], message.skipped ?? 0, performance.now());
        takeBoard(next, message);
        tell('happened', message.cases ?? []);
      }
      return next !== null;
    },
    state: (state) => {
      setLink(state);
      if (state === 'reconnecting') {
        checkSession();
      }
    },
    heard: () => {
      centre.link.heard = performance.now();
    },
  });
  stream.open();
  let timer = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) {
      // A browser gives a host six connections: a forgotten tab must not keep one.
      timer = setTimeout(() => stream.close(), hiddenFor);
    } else {
      stream.open();
    }
  });
}

/** A stream that breaks off may mean that the session has ended: then one signs in again, and comes back here. */
async function checkSession() {
  await loadSession().catch(() => null);
  if (!session.isOpen && !session.account) {
    goSignIn();
  }
}

/** A server that came back may serve another city: everything on the page would be about the old one. */
async function reloadIfOther() {
  const city = await get('/city').catch(() => centre.city);
  if (city.hash !== centre.city.hash) {
    location.reload();
  }
}

/** A snapshot of what is on the screen already changes no cell: painting a large city again would take a second. */
function newer(board) {
  return centre.board.isKnown && centre.board.position === board.position ? { ...board, changed: [] } : board;
}

function setLink(state) {
  if (centre.link.state !== state) {
    centre.link.state = state;
    tell('link');
  }
}

on('tick', () => {
  if (centre.link.heard > 0 && isStale(centre.link.heard, performance.now())) {
    setLink('stale');
  }
});
connect();
