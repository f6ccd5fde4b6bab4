// <gc-link>: whether what is shown is what is. A screen that stands still must say so.

import { centre, on } from './centre.js';
import { h, replace, write } from './dom.js';
import { span } from './format.js';
import { t } from './i18n.js';

const shapes = { connecting: '◌', live: '●', reconnecting: '◌', stale: '■' };

class LinkState extends HTMLElement {
  #shape = h('span', { class: 'link-shape', 'aria-hidden': 'true' });
  #word = h('span', { class: 'link-word', role: 'status' });
  #age = h('span', { class: 'link-age' });

  connectedCallback() {
    replace(this, this.#shape, this.#word, this.#age);
    for (const topic of /** @type {const} */ (['link', 'language', 'tick'])) {
      on(topic, () => this.#write());
    }
    this.#write();
  }

  #write() {
    const { state, heard } = centre.link;
    this.dataset.state = state;
    write(this.#shape, shapes[state]);
    write(this.#word, t(`link.${state}`));
    write(this.#age, heard === 0 ? '' : t('link.age', { age: span(performance.now() - heard, t) }));
    document.body.classList.toggle('is-stale', state === 'stale');
  }
}

customElements.define('gc-link', LinkState);
