'use strict';

// Moves the map of load through time. Without it the map shows the moment of the greatest load.
for (const film of document.querySelectorAll('.film')) {
  const data = JSON.parse(film.dataset.film);
  const [scrub, play] = [film.querySelector('.scrub'), film.querySelector('.play')];
  const [shown, open, late] = ['.moment', '.now-open', '.now-late'].map(name => film.querySelector(name));
  const areas = [...film.querySelectorAll('[data-zh]')];
  const rows = [...film.querySelectorAll('.busiest li')];
  const chart = film.querySelector('.film-curve figure > svg');
  const cursor = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  // A page in one language has no switch; its root says which it is.
  const languages = document.getElementById('show-zh') ? ['zh', 'en'] : [document.documentElement.lang.slice(0, 2)];
  let kind = 'open';
  let timer = 0;

  cursor.setAttribute('class', 'cursor');
  cursor.setAttribute('y1', 6);
  cursor.setAttribute('y2', data.bottom);
  chart.append(cursor);

  const number = (value, digits) => value.toLocaleString('en-US', { maximumFractionDigits: digits || 0 });
  const grade = value => value === 0 ? 0 : 1 + data.breaks[kind].filter(most => value > most).length;

  function show() {
    const frame = Number(scrub.value);
    const counts = data[kind][frame];
    const x = data.left + frame * data.step;
    areas.forEach((area, index) => {
      area.setAttribute('class', 'area q' + Math.min(5, grade(counts[index] / data.size[index])));
      area.firstElementChild.textContent = [...languages.map(language => area.dataset[language]), number(counts[index], 1)].join(' · ');
    });
    cursor.setAttribute('x1', x);
    cursor.setAttribute('x2', x);
    shown.textContent = data.times[frame];
    open.textContent = number(data.open[frame].reduce((sum, one) => sum + one, 0));
    late.textContent = number(data.late[frame].reduce((sum, one) => sum + one, 0));
    rank(counts);
  }

  function said(language, text) {
    const span = document.createElement('span');
    span.className = language;
    span.textContent = text;
    return span;
  }

  function rank(counts) {
    const order = counts.map((count, index) => [count, index]).filter(one => one[0] > 0)
      .sort((one, other) => other[0] - one[0] || one[1] - other[1]);
    rows.forEach((row, place) => {
      const [count, index] = order[place] || [0, -1];
      row.hidden = index === -1;
      if (row.hidden) { return; }
      const [name, bar, figure] = row.children;
      name.replaceChildren(...languages.map(language => said(language, areas[index].dataset[language])));
      bar.firstElementChild.setAttribute('width', 100 * count / order[0][0]);
      figure.textContent = number(count, 1);
    });
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.setAttribute('aria-pressed', 'false');
  }

  function start() {
    if (Number(scrub.value) >= data.times.length - 1) { scrub.value = 0; }
    play.setAttribute('aria-pressed', 'true');
    timer = setInterval(() => {
      scrub.value = Number(scrub.value) + 1;
      show();
      if (Number(scrub.value) >= data.times.length - 1) { stop(); }
    }, 120);
  }

  for (const choice of film.querySelectorAll('.kind')) {
    choice.addEventListener('click', () => {
      kind = choice.value;
      for (const other of film.querySelectorAll('.kind')) {
        other.setAttribute('aria-pressed', String(other === choice));
      }
      for (const legend of film.querySelectorAll('[data-kind]')) {
        legend.hidden = legend.dataset.kind !== kind;
      }
      show();
    });
  }
  scrub.addEventListener('input', () => { stop(); show(); });
  play.addEventListener('click', () => timer === 0 ? start() : stop());
  chart.addEventListener('click', event => {
    const box = chart.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * data.width;
    scrub.value = Math.round((x - data.left) / data.step);
    stop();
    show();
  });
  film.classList.add('moves');
  show();
}
