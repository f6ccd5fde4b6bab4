// Pointer, wheel and keys of our own map: drag to move, two fingers or the wheel to zoom, arrows and +/- for the keyboard.

const step = 60;

/** @param {any} map @param {HTMLElement} target @param {HTMLCanvasElement} canvas */
export function handle(map, target, canvas) {
  const down = new Map();
  let moved = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, at(event));
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = down.get(event.pointerId);
    if (!before) {
      map.point(at(event));
      return;
    }
    const now = at(event);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const ratio = Math.hypot(now[0] - other[0], now[1] - other[1]) / Math.hypot(before[0] - other[0], before[1] - other[1]);
      map.zoom(ratio, other);
    } else {
      map.move((before[0] - now[0]) / map.view.scale, (before[1] - now[1]) / map.view.scale);
    }
    down.set(event.pointerId, now);
  });
  const up = (event) => {
    if (down.delete(event.pointerId) && moved < 6 && event.type === 'pointerup') {
      map.choose(at(event));
    }
  };
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', () => map.leave());
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    map.zoom(2 ** (-event.deltaY / 300), at(event));
  }, { passive: false });
  target.addEventListener('keydown', (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (move) {
      event.preventDefault();
      map.move((move[0] * step) / map.view.scale, (move[1] * step) / map.view.scale);
    } else if (event.key === '+' || event.key === '-') {
      map.zoom(event.key === '+' ? 1.5 : 1 / 1.5);
    }
  });
}
