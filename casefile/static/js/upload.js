import { meta, post, say } from './texts.js';

const AT_ONCE = 2;
const PIECE = 32 * 1024 * 1024;
const PAUSES = [0, 1000, 3000, 5000, 10000, 20000, 30000];
const ASK_AGAIN = 5000;

const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

let worker;
let asked = 0;
const waiting = new Map();

const fingerprint = (file, progress) => new Promise((resolve, reject) => {
  if (!worker) {
    worker = new Worker(new URL('./hashing.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }) => waiting.get(data.id)?.(data));
  }
  const id = asked += 1;
  waiting.set(id, (said) => {
    if (said.done !== undefined) { progress(said.done); return; }
    waiting.delete(id);
    if (said.error) reject(new Error(said.error)); else resolve(said.sha256);
  });
  worker.postMessage({ id, file });
});

// A name may hold half of a surrogate pair, which no encoding takes: it is written out.
const wholeName = (name) => name.replace(/\p{Surrogate}/gu, (half) => `\\u{${half.charCodeAt(0).toString(16).toUpperCase()}}`);

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

// Every file below what was dropped; a folder is read in portions.
const within = async (entry) => {
  if (entry.isFile) return [await new Promise((resolve, reject) => { entry.file(resolve, reject); })];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!some.length) return found;
    for (const inner of some) {
      for (const file of await within(inner)) {
        file.cfPath ||= `${inner.fullPath.replace(/^\//, '')}`;
        found.push(file);
      }
    }
  }
};

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
    this.folder();
  }

  // Whole folders: by a second button that appears only with this script, and by dropping.
  folder() {
    const picker = make('input', { type: 'file', multiple: true, webkitdirectory: true, hidden: true, tabIndex: -1 });
    const button = make('button', { type: 'button', className: 'btn btn-outline btn-sm', textContent: say('folder') });
    button.addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => { this.take(picker.files); picker.value = ''; });
    (this.querySelector('[data-drop]') || this.input.parentElement).append(button, picker);
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
      for (const item of this.items.filter((one) => one.upload && one.state === 'sending')) {
        if (this.paused) item.upload.abort(); else item.upload.start();
      }
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
    zone.addEventListener('drop', (event) => { over(false)(event); this.dropped(event.dataTransfer); });
  }

  async dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) { this.take(transfer.files); return; }
    for (const entry of entries) this.take(await within(entry));
  }

  take(files) {
    for (const file of files) {
      const path = wholeName(file.cfPath || file.webkitRelativePath || file.name);
      const item = { file, path, state: 'waiting', name: make('span', { textContent: path }), word: make('span'), bar: make('progress', { max: 100, value: 0 }) };
      item.bar.setAttribute('aria-label', path);
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
    item.sha256 ||= await fingerprint(item.file, (done) => this.show(item, 'hashing_percent', done));
    const said = await this.held(item) || await this.put(item);
    if (item.sha256 && said.sha256 && said.sha256 !== item.sha256) throw new Error(say('mismatch'));
    item.state = 'done';
    item.bar.remove();
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

  show(item, key, part) {
    const n = Math.floor(part * 100);
    item.bar.value = n;
    item.word.textContent = say(key, { n });
  }

  // A file that is held already in a case of one's own is not sent at all.
  async held(item) {
    if (item.again || this.form.querySelector('[name=keep_duplicates]')?.checked) return null;
    const answer = await post(this.batch.held, { sha256: item.sha256 });
    const said = answer.ok ? await answer.json() : {};
    return said.reference ? { duplicate_of: said.reference, url: said.url } : null;
  }

  // tus: in pieces, each acknowledged; after a cut connection it goes on where it stopped.
  async put(item) {
    await import('../dist/tus.min.js');
    const headers = { 'X-CSRFToken': meta('csrf-token'), Accept: 'application/json' };
    await new Promise((resolve, reject) => {
      item.upload = new globalThis.tus.Upload(item.file, {
        endpoint: this.batch.uploads, uploadUrl: item.upload?.url || null, chunkSize: PIECE, retryDelays: PAUSES, headers,
        storeFingerprintForResuming: false, // nothing of a case stays in the browser
        metadata: {
          filename: item.path, filetype: item.file.type, sha256: item.sha256, ...(item.again ? { duplicate: 'keep' } : {}),
        },
        onProgress: (sent, total) => this.show(item, 'percent', sent / (total || 1)),
        onSuccess: resolve,
        onError: (error) => {
          const answer = error.originalResponse;
          if (answer && [404, 409, 410, 460].includes(answer.getStatus())) item.gone = true;
          let said = {};
          try { said = JSON.parse(answer?.getBody() || '{}'); } catch { said = {}; }
          reject(new Error(answer?.getStatus() === 460 ? say('changed') : said.error || say('no_connection')));
        },
      });
      item.upload.start();
    }).catch((error) => {
      if (item.gone) { item.gone = false; item.upload = null; item.sha256 = null; } // a retry begins anew
      throw error;
    });
    return this.outcome(item, item.upload.url);
  }

  // What became of it. While the file store is away the file is safe with us, and waits.
  async outcome(item, url) {
    for (;;) {
      const answer = await fetch(url, { headers: { Accept: 'application/json' } });
      const said = await answer.json();
      if (said.error) { item.upload = null; throw new Error(said.error); }
      if (said.state === 'done') { item.upload = null; return said; }
      item.word.textContent = say('kept');
      await pause(ASK_AGAIN);
    }
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
