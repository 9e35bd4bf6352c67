import { clock, meta, post, say } from './texts.js';

const SKIP = new Set(['csrf_token', 'once']);
const fieldsOf = (form) => {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    const input = form.elements[name];
    if (typeof value !== 'string' || SKIP.has(name) || input?.type === 'password') continue;
    (fields[name] ||= []).push(value);
  }
  return fields;
};
const formOf = (element) => element.querySelector('form') || element.closest('form');

// Keeps typed text on the server. Says "saved" only after the server has said so.
class Draft extends HTMLElement {
  connectedCallback() {
    this.form = formOf(this);
    this.url = meta('drafts-url');
    if (!this.form || !this.url) return;
    queueMicrotask(() => { this.kept = JSON.stringify(fieldsOf(this.form)); });
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form.addEventListener('input', () => this.later(3000), { signal });
    this.form.addEventListener('change', () => this.later(3000), { signal });
    this.form.addEventListener('focusout', () => this.save(), { signal });
    const sent = () => { this.sent = true; clearTimeout(this.timer); };
    this.form.addEventListener('submit', sent, { signal });
    this.form.addEventListener('cf:sent', sent, { signal });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save(true); }, { signal });
    addEventListener('pagehide', () => this.save(true), { signal });
    addEventListener('online', () => this.save(), { signal });
    addEventListener('pageshow', () => { this.sent = false; }, { signal });
  }

  disconnectedCallback() { this.stop?.abort(); clearTimeout(this.timer); }

  later(wait) { clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), wait); }

  async save(leaving = false) {
    clearTimeout(this.timer);
    const fields = fieldsOf(this.form);
    const text = JSON.stringify(fields);
    if (this.sent || text === this.kept) return;
    if (this.busy && !leaving) { this.again = true; return; }
    this.busy = true;
    try {
      // Browsers refuse `keepalive` bodies over 64 kB; a longer text is sent without it.
      const answer = await post(this.url, { path: location.pathname, fields, once: this.form.elements.once?.value }, { keepalive: leaving && text.length < 20000 });
      if (!answer.ok) throw new Error(String(answer.status));
      this.kept = text;
      this.wait = 0;
      this.tell(say('saved', { time: clock() }), false);
      this.form.dispatchEvent(new CustomEvent('cf:kept', { detail: text }));
    } catch {
      this.tell(say('unsaved'), true);
      this.wait = Math.min((this.wait || 2500) * 2, 60000);
      this.later(this.wait);
    } finally {
      this.busy = false;
    }
    if (this.again) { this.again = false; this.later(300); }
  }

  tell(text, bad) {
    this.textContent = text;
    this.classList.toggle('is-bad', bad);
  }
}

// Warns before leaving a page with typed text that is neither saved nor kept as a draft.
class Dirty extends HTMLElement {
  connectedCallback() {
    this.form = formOf(this);
    if (!this.form) return;
    const now = () => JSON.stringify(fieldsOf(this.form));
    queueMicrotask(() => { this.start = now(); });
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form.addEventListener('submit', () => { this.sent = true; }, { signal });
    this.form.addEventListener('cf:sent', () => { this.sent = true; }, { signal });
    this.form.addEventListener('cf:kept', (event) => { this.start = event.detail; }, { signal });
    addEventListener('pageshow', () => { this.sent = false; }, { signal });
    addEventListener('beforeunload', (event) => {
      if (!this.sent && now() !== this.start) event.preventDefault();
    }, { signal });
  }

  disconnectedCallback() { this.stop?.abort(); }
}

// One press is one request: the pressed button waits while the request is under way.
const release = () => document.querySelectorAll('form[data-busy]').forEach((form) => {
  delete form.dataset.busy;
  form.querySelectorAll('[aria-disabled]').forEach((button) => {
    button.removeAttribute('aria-disabled');
    button.querySelector('.cf-sending')?.remove();
  });
});
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.getAttribute('method') !== 'post' || event.defaultPrevented) return;
  if (form.dataset.busy) { event.preventDefault(); return; }
  form.dataset.busy = '1';
  const button = event.submitter;
  if (button?.tagName === 'BUTTON') {
    button.setAttribute('aria-disabled', 'true');
    button.append(Object.assign(document.createElement('span'), { className: 'cf-sending', textContent: ` · ${say('sending')}` }));
  }
  // An answer that is a download changes no page, so nothing else would free the button.
  setTimeout(release, 15000);
});
addEventListener('pageshow', release);
document.addEventListener('htmx:finally:request', release);

customElements.define('cf-draft', Draft);
customElements.define('cf-dirty', Dirty);
