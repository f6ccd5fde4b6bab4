// <gc-who>: who one is here, in the head of the page.

import { whoAmI } from './acting.js';
import { on, tell } from './centre.js';
import { replace } from './dom.js';

class Who extends HTMLElement {
  connectedCallback() {
    on('language', () => this.#write());
    this.#write();
  }

  #write() {
    replace(this, whoAmI(() => tell('acted', {})));
  }
}

customElements.define('gc-who', Who);
