import { say } from './texts.js';

class Copy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    const status = this.querySelector('[role=status]');
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(this.querySelector('[data-copy]').textContent.trim());
      status.textContent = say('copied');
    });
  }
}

// A preview stays hidden until it is asked for: the picture is only fetched then.
class Reveal extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a[data-show], button[data-show]');
    link?.addEventListener('click', (event) => {
      const place = this.querySelector('[data-place]');
      if (!place || !link.dataset.src) return;
      event.preventDefault();
      const image = new Image();
      image.alt = link.dataset.alt || '';
      image.src = link.dataset.src;
      if (this.hasAttribute('data-grey')) image.classList.add('is-greyscale');
      place.replaceChildren(image);
      place.tabIndex = -1;
      place.focus();
    });
  }
}

customElements.define('cf-copy', Copy);
customElements.define('cf-reveal', Reveal);

// Menus in the bar close on Escape and on a click elsewhere.
document.addEventListener('click', (event) => {
  document.querySelectorAll('details.cf-pop[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.querySelector('details.cf-pop[open]');
  if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
});

// A page nobody looks at does not ask for progress.
document.addEventListener('htmx:before:request', (event) => {
  if (document.hidden && event.target.closest?.('.cf-job')) event.preventDefault();
});

document.querySelector('[data-focus]')?.focus();
