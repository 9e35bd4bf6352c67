import { meta, say } from './texts.js';

const AT_ONCE = 2;
const LARGEST_HASHED = 256 * 1024 * 1024;

const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

const fingerprint = async (file) => {
  // The browser hashes only from memory; of larger files the server's fingerprint is shown.
  if (!crypto.subtle || file.size > LARGEST_HASHED) return null;
  const sum = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

// A name may hold half of a surrogate pair, which no URL encoding takes: it is written out.
const headerName = (name) => encodeURIComponent(name.replace(/\p{Surrogate}/gu, (half) => `\\u{${half.charCodeAt(0).toString(16).toUpperCase()}}`));

// Sends many files one by one with progress. Around a plain multi-file form, which works without this script.
class Upload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form') || this.closest('form');
    this.input = this.form?.querySelector('input[type=file]');
    this.url = this.form?.dataset.put;
    if (!this.input || !this.url || this.list) return;
    this.items = [];
    this.running = 0;
    this.build();
    this.form.addEventListener('submit', (event) => this.begin(event), true);
    this.input.addEventListener('change', () => this.take(this.input.files));
    addEventListener('beforeunload', (event) => { if (this.open) event.preventDefault(); });
    this.drop();
  }

  get open() { return this.running > 0 || (this.started && this.items.some((item) => item.state === 'waiting')); }

  build() {
    this.list = make('ul', { className: 'cf-files' });
    this.voice = make('p', { className: 'visually-hidden' });
    this.voice.setAttribute('aria-live', 'polite');
    this.pause = make('button', { type: 'button', className: 'btn btn-outline btn-sm', textContent: say('pause'), hidden: true });
    this.pause.addEventListener('click', () => {
      this.paused = !this.paused;
      this.pause.textContent = say(this.paused ? 'resume' : 'pause');
      if (!this.paused) this.next();
    });
    (this.querySelector('[data-queue]') || this.form).append(this.pause, this.list, this.voice);
  }

  drop() {
    const zone = this.querySelector('[data-drop]');
    if (!zone) return;
    const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle('is-over', on); };
    zone.addEventListener('dragover', over(true));
    zone.addEventListener('dragleave', over(false));
    zone.addEventListener('drop', (event) => { over(false)(event); this.take(event.dataTransfer.files); });
  }

  take(files) {
    for (const file of files) {
      const item = { file, state: 'waiting', name: make('span', { textContent: file.name }), word: make('span'), bar: make('progress', { max: 100, value: 0 }) };
      item.bar.setAttribute('aria-label', file.name);
      item.row = make('li', {}, item.name, item.word, item.bar);
      item.word.textContent = say('waiting');
      this.items.push(item);
      this.list.append(item.row);
    }
    this.input.value = '';
    this.input.required = false;
    if (this.started) this.next();
  }

  // The common answers go first, so that each file is registered with them.
  async begin(event) {
    if (!this.items.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.started) { this.next(); return; }
    const common = new FormData(this.form);
    common.delete(this.input.name);
    try {
      const answer = await fetch(this.form.dataset.batch || this.form.action, {
        method: 'POST', body: common, headers: { Accept: 'application/json', 'X-CSRFToken': meta('csrf-token') },
      });
      if (answer.status === 422 && !answer.headers.get('Content-Type')?.includes('json')) throw new Error('');
      const said = await answer.json();
      if (!answer.ok) {
        this.point(said.fields || []);
        throw new Error(said.error || String(answer.status));
      }
      this.batch = said;
      this.form.dispatchEvent(new CustomEvent('cf:sent'));
    } catch (error) {
      this.voice.classList.remove('visually-hidden');
      this.voice.textContent = say('failed', { reason: error.message || say('no_connection') });
      return;
    }
    this.voice.classList.add('visually-hidden');
    this.started = true;
    this.pause.hidden = false;
    this.next();
  }

  // The first answer that is missing or wrong gets the focus; what is wrong is read out.
  point(ids) {
    const found = ids.map((id) => document.getElementById(id) || document.getElementById(`${id}-group`)).filter(Boolean);
    found.forEach((field) => { if ('value' in field) field.setAttribute('aria-invalid', 'true'); });
    found[0]?.focus();
  }

  next() {
    while (!this.paused && this.running < AT_ONCE) {
      const item = this.items.find((one) => one.state === 'waiting');
      if (!item) break;
      item.state = 'sending';
      this.running += 1;
      this.send(item).catch((error) => this.fail(item, error.message || say('no_connection'))).finally(() => {
        this.running -= 1;
        this.next();
        if (!this.running && !this.items.some((one) => one.state === 'waiting')) this.end();
      });
    }
  }

  end() {
    this.pause.hidden = true;
    if (!this.batch?.url || this.done) return;
    this.done = make('a', { href: this.batch.url, className: 'btn btn-outline btn-sm', textContent: say('batch') });
    this.list.after(this.done);
  }

  async send(item) {
    item.word.className = '';
    item.word.textContent = say('hashing');
    this.voice.textContent = say('started', { file: item.file.name });
    item.sha256 ||= await fingerprint(item.file);
    const said = await this.put(item);
    item.state = 'done';
    item.bar.remove();
    if (item.sha256 && said.sha256 && said.sha256 !== item.sha256) throw new Error(say('mismatch'));
    const text = said.duplicate_of ? say('duplicate', { reference: said.duplicate_of }) : say('registered', { reference: said.reference });
    item.word.replaceChildren(said.url ? make('a', { href: said.url, textContent: text }) : text);
    this.voice.textContent = `${item.file.name}: ${text}`;
    if (said.duplicate_of) this.again(item);
  }

  // The same bytes may come from another source: then they are registered a second time, if a person says so.
  again(item) {
    const button = make('button', { type: 'button', className: 'btn btn-outline btn-sm', textContent: say('again') });
    button.setAttribute('aria-label', `${say('again')}: ${item.file.name}`);
    button.addEventListener('click', () => { button.remove(); item.again = true; item.state = 'waiting'; this.next(); });
    item.row.append(button);
  }

  put(item) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('PUT', this.batch?.put || this.url);
      request.setRequestHeader('X-CSRFToken', meta('csrf-token'));
      request.setRequestHeader('X-Filename', headerName(item.file.name));
      if (item.file.type) request.setRequestHeader('X-Type', encodeURIComponent(item.file.type));
      if (item.again) request.setRequestHeader('X-Duplicate', 'keep');
      request.setRequestHeader('Accept', 'application/json');
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      if (item.sha256) request.setRequestHeader('X-SHA256', item.sha256);
      request.upload.addEventListener('progress', (event) => {
        const n = Math.floor((event.loaded / (event.total || 1)) * 100);
        item.bar.value = n;
        item.word.textContent = say('percent', { n });
      });
      request.addEventListener('error', () => reject(new Error(say('no_connection'))));
      request.addEventListener('load', () => {
        let said = {};
        try { said = JSON.parse(request.responseText); } catch { said = { error: String(request.status) }; }
        if (request.status >= 200 && request.status < 300 && !said.error) resolve(said);
        else reject(new Error(said.error || String(request.status)));
      });
      request.send(item.file);
    });
  }

  fail(item, reason) {
    item.state = 'failed';
    const text = say('failed', { reason });
    const retry = make('button', { type: 'button', className: 'btn btn-outline btn-sm', textContent: say('retry') });
    retry.setAttribute('aria-label', `${say('retry')}: ${item.file.name}`);
    retry.addEventListener('click', () => { retry.remove(); item.state = 'waiting'; this.next(); });
    item.word.className = 'is-bad';
    item.word.textContent = text;
    item.row.append(retry);
    this.voice.textContent = `${item.file.name}: ${text}`;
  }
}

customElements.define('cf-upload', Upload);
