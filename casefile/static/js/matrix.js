// The matrix worked by keyboard: arrows move between cells, Enter opens the panel, a reference or words and Enter link.
import { composing } from './texts.js';

class Bench extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.panel = this.querySelector('#panel');
    this.rove(this.cells[0]);
    this.addEventListener('keydown', (event) => this.press(event), { signal });
    this.addEventListener('click', (event) => this.open(event), { signal });
    this.addEventListener('focusin', (event) => { if (event.target.matches('[data-cell]')) this.rove(event.target); }, { signal });
    const wanted = document.getElementById(location.hash.slice(1));
    wanted?.querySelector('[data-cell]')?.focus();
  }

  disconnectedCallback() { this.stop.abort(); }

  get cells() { return [...this.querySelectorAll('[data-cell]')]; }

  // One tab stop for the whole grid.
  rove(current) { this.cells.forEach((cell) => { cell.tabIndex = cell === current ? 0 : -1; }); }

  press(event) {
    if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && this.panel.contains(event.target)) { this.back(event); return; }
    const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!way || !event.target.matches('[data-cell]')) return;
    event.preventDefault();
    this.next(event.target, way)?.focus();
  }

  next(cell, [down, right]) {
    const here = cell.getBoundingClientRect();
    const rows = [...new Set(this.cells.map((one) => one.closest('tr')))];
    const row = rows[rows.indexOf(cell.closest('tr')) + down];
    if (!row) return null;
    const mine = [...row.querySelectorAll('[data-cell]')];
    if (right) return mine[mine.indexOf(cell) + right];
    const far = (one) => Math.abs(one.getBoundingClientRect().left - here.left);
    return mine.sort((a, b) => far(a) - far(b))[0];
  }

  async open(event) {
    const cell = event.target.closest('[data-cell]');
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || !window.htmx) return;
    event.preventDefault();
    this.querySelectorAll('td.is-open').forEach((one) => one.classList.remove('is-open'));
    cell.closest('td').classList.add('is-open');
    this.opened = cell;
    await window.htmx.ajax('GET', cell.href, { target: '#panel' });
    this.panel.querySelector('input[name=evidence]')?.focus();
  }

  back(event) {
    event.preventDefault();
    event.stopPropagation();
    this.panel.replaceChildren();
    this.querySelectorAll('td.is-open').forEach((one) => one.classList.remove('is-open'));
    this.opened?.focus();
  }
}

// A text box whose suggestions answer to words as well as to references: ↓ chooses, Enter takes and sends.
class Pick extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[list]');
    if (!this.input) return;
    this.offers = [...document.getElementById(this.input.getAttribute('list')).options]
      .map((one) => ({ value: one.value, words: one.textContent }));
    this.input.removeAttribute('list');
    this.list = document.createElement('ul');
    this.list.id = 'pick-list';
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', this.querySelector('label').textContent.trim());
    this.list.hidden = true;
    this.append(this.list);
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', 'pick-list'], ['aria-expanded', 'false']]) this.input.setAttribute(name, value);
    this.input.addEventListener('input', () => this.offer());
    this.input.addEventListener('keydown', (event) => this.press(event));
    this.input.addEventListener('blur', () => this.close());
    this.list.addEventListener('mousedown', (event) => { event.preventDefault(); this.take(event.target.closest('li')); });
  }

  offer() {
    const words = this.input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fits = words.length ? this.offers.filter((one) => words.every((word) => `${one.value} ${one.words}`.toLowerCase().includes(word))).slice(0, 8) : [];
    this.list.replaceChildren(...fits.map((one, n) => {
      const item = document.createElement('li');
      item.id = `pick-${n}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      item.dataset.value = one.value;
      item.textContent = `${one.value} ${one.words}`;
      return item;
    }));
    this.list.hidden = fits.length === 0;
    this.input.setAttribute('aria-expanded', String(fits.length > 0));
    this.input.removeAttribute('aria-activedescendant');
  }

  get active() { return this.list.querySelector('[aria-selected=true]'); }

  press(event) {
    if (composing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); this.move(event.key === 'ArrowDown' ? 1 : -1); return; }
    if (event.key === 'Enter' && this.active) this.take(this.active);
    if (event.key === 'Escape' && !this.list.hidden) { event.preventDefault(); event.stopPropagation(); this.close(); }
  }

  move(step) {
    const all = [...this.list.children];
    if (!all.length) return;
    const now = all[(all.indexOf(this.active) + step + all.length) % all.length];
    all.forEach((one) => one.setAttribute('aria-selected', String(one === now)));
    this.input.setAttribute('aria-activedescendant', now.id);
    now.scrollIntoView({ block: 'nearest' });
  }

  take(item) {
    if (!item) return;
    this.input.value = item.dataset.value;
    this.close();
    this.input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}

customElements.define('cf-bench', Bench);
customElements.define('cf-pick', Pick);
