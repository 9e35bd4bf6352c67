import { meta, say } from './texts.js';

const WARN = 120;

// Tells two minutes before the session ends, and extends it with one key.
class Session extends HTMLElement {
  connectedCallback() {
    const seconds = Number(this.dataset.seconds);
    if (!seconds) return;
    this.dialog = this.querySelector('dialog');
    this.left = this.querySelector('[data-left]');
    this.length = seconds * 1000;
    this.restart();
    this.querySelector('[data-stay]').addEventListener('click', () => this.stay());
    this.timer = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() { clearInterval(this.timer); }

  restart() { this.ends = Date.now() + this.length; }

  tick() {
    const left = Math.max(0, Math.round((this.ends - Date.now()) / 1000));
    if (left > WARN) return;
    if (!this.dialog.open && !this.shown) { this.shown = true; this.dialog.showModal(); }
    this.left.textContent = say('left', { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` });
    if (!left) clearInterval(this.timer);
  }

  async stay() {
    const answer = await fetch(this.dataset.extend, { method: 'POST', headers: { 'X-CSRFToken': meta('csrf-token') } }).catch(() => null);
    if (!answer?.ok) { this.left.textContent = say('unsaved'); return; }
    this.restart();
    this.shown = false;
    this.dialog.close();
  }
}

customElements.define('cf-session', Session);
