import { composing } from './texts.js';

const OFF = 'cf-shortcuts-off';
const typing = (target) => target.closest?.('input, textarea, select, [contenteditable]');

class Shortcuts extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.dialog = this.querySelector('dialog');
    document.addEventListener('keydown', (event) => this.press(event), { signal: this.stop.signal });
    this.querySelector('[data-close]').addEventListener('click', () => this.dialog.close());
    const off = this.querySelector('[data-off]');
    off.checked = this.off;
    off.addEventListener('change', () => { localStorage.setItem(OFF, off.checked ? '1' : ''); });
  }

  disconnectedCallback() { this.stop.abort(); }

  // Only this preference is ever kept in the browser, nothing of a case.
  get off() { return document.documentElement.dataset.shortcuts === 'off' || localStorage.getItem(OFF) === '1'; }

  press(event) {
    if (composing(event)) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) { this.save(event); return; }
    if (event.altKey || event.ctrlKey || event.metaKey || this.off) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') { this.back(event); return; }
    if (typing(event.target)) return;
    const action = this.action(event);
    if (action) { event.preventDefault(); action(); }
  }

  save(event) {
    const form = document.querySelector('form[data-main-form]');
    if (!form || (event.key !== 's' && event.key !== 'Enter')) return;
    if (event.key === 'Enter' && !form.contains(event.target)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('[data-save]'));
  }

  // A page that works on one part of another says with data-escape how to get back, also while something is typed:
  // what is typed is kept as a draft. An open menu is closed first.
  back(event) {
    const link = document.querySelector('[data-escape]');
    if (!link || event.defaultPrevented || document.querySelector('details.cf-pop[open]')) return;
    link.click();
  }

  action(event) {
    const afterG = this.waiting && event.timeStamp - this.waiting < 1500;
    this.waiting = null;
    if (afterG) {
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      return link && (() => link.click());
    }
    if (event.key === 'g') { this.waiting = event.timeStamp; return null; }
    if (event.key === '/') return () => { const box = document.getElementById('cf-q'); box?.focus(); box?.select(); };
    if (event.key === '?') return () => this.dialog.showModal();
    const button = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    return button && (() => (button.matches('input, textarea, select') ? button.focus() : button.click()));
  }
}

customElements.define('cf-shortcuts', Shortcuts);
