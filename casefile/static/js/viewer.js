// The viewer of an item. Reading, turning pages and citing work without it.

const clock = (seconds) => new Date(Math.max(seconds, 0) * 1000).toISOString().slice(11, 19);

function seconds(text) {
  const parts = text.trim().split(':').map(Number);
  return parts.some(Number.isNaN) ? null : parts.reduce((sum, part) => sum * 60 + part, 0);
}

class Viewer extends HTMLElement {
  connectedCallback() {
    this.scale = 1;
    this.turn = 0;
    this.piece = (name) => this.querySelector(`[data-${name}]`);
    const tools = this.piece('tools');
    if (tools && this.piece('picture')) tools.hidden = false;
    this.addEventListener('click', (event) => this.act(event.target.closest('[data-do]')?.dataset.do, event));
    this.keys = (event) => this.key(event);
    document.addEventListener('keydown', this.keys);
    document.addEventListener('selectionchange', () => this.selected());
    this.piece('sheet')?.addEventListener('pointerdown', (event) => this.drag(event));
    this.media();
    const pdf = this.querySelector('[data-do="pdf"]');
    if (pdf) pdf.hidden = false;
  }

  disconnectedCallback() { document.removeEventListener('keydown', this.keys); }

  act(what, event) {
    const steps = { larger: () => this.zoom(1.25), smaller: () => this.zoom(0.8), fit: () => this.zoom(0),
      rotate: () => this.rotate(), region: () => this.arm(event), from: () => this.mark('from'),
      until: () => this.mark('until'), pdf: () => this.pdf(event.target.closest('button')) };
    steps[what]?.();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select')) return;
    const steps = { '+': 'larger', '=': 'larger', '-': 'smaller', r: 'rotate', 0: 'fit' };
    if (steps[event.key] && this.piece('picture')) { event.preventDefault(); this.act(steps[event.key], event); }
    const link = { ArrowRight: 'next', n: 'next', ArrowLeft: 'previous', p: 'previous' }[event.key];
    if (link && !event.target.closest?.('video, audio')) document.querySelector(`[data-key="${link}"]`)?.click();
  }

  zoom(factor) {
    this.scale = factor ? Math.min(Math.max(this.scale * factor, 0.3), 5) : 1;
    if (!factor) this.turn = 0;
    this.lay();
  }

  rotate() { this.turn = (this.turn + 90) % 360; this.lay(); }

  lay() {
    const sheet = this.piece('sheet');
    sheet.style.width = `${this.scale * 100}%`;
    sheet.style.transform = this.turn ? `rotate(${this.turn}deg)` : '';
  }

  // --- what is cited ---

  cite(pinpoint, quote) {
    const place = this.piece('pinpoint');
    if (!place) return;
    place.value = pinpoint;
    if (quote !== undefined) this.piece('quote').value = quote.slice(0, 4000);
  }

  selected() {
    const chosen = document.getSelection();
    const text = this.piece('text');
    if (!text || chosen.isCollapsed || !chosen.rangeCount) return;
    // A triple click ends at the beginning of what follows: only what lies in the text counts.
    const range = chosen.getRangeAt(0).cloneRange();
    if (!text.contains(range.startContainer)) return;
    if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
    const words = range.toString().trim();
    if (!words) return;
    const number = (node) => Number((node.nodeType === 1 ? node : node.parentElement).closest('[data-paragraph]')?.dataset.paragraph);
    const ends = [number(range.startContainer), number(range.endContainer)].filter(Boolean).sort((a, b) => a - b);
    const where = this.dataset.page ? `p. ${this.dataset.page}`
      : ends.length ? `para. ${ends[0] === ends.at(-1) ? ends[0] : `${ends[0]}-${ends.at(-1)}`}` : '';
    this.cite(where, words);
  }

  arm(event) {
    const button = event.target.closest('button');
    this.armed = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(this.armed));
    this.piece('sheet').classList.toggle('is-marking', this.armed);
  }

  drag(event) {
    if (!this.armed) return;
    event.preventDefault();
    const sheet = this.piece('sheet');
    const box = this.piece('box');
    const [picture, from] = [this.piece('picture'), { x: event.offsetX, y: event.offsetY }];
    sheet.setPointerCapture(event.pointerId);
    const thousandths = (value, whole) => Math.round(Math.min(Math.max(value / whole, 0), 1) * 1000);
    const move = (at) => {
      const [x, y] = [Math.min(from.x, at.offsetX), Math.min(from.y, at.offsetY)];
      const [w, h] = [Math.abs(at.offsetX - from.x), Math.abs(at.offsetY - from.y)];
      Object.assign(box.style, { left: `${x}px`, top: `${y}px`, width: `${w}px`, height: `${h}px` });
      box.hidden = false;
      const numbers = [thousandths(x, picture.clientWidth), thousandths(y, picture.clientHeight),
        thousandths(w, picture.clientWidth), thousandths(h, picture.clientHeight)];
      this.cite(`p. ${this.dataset.page || 1} region ${numbers.join(',')}`);
    };
    sheet.addEventListener('pointermove', move);
    sheet.addEventListener('pointerup', () => sheet.removeEventListener('pointermove', move), { once: true });
  }

  // --- sound and film ---

  media() {
    const player = this.piece('media');
    if (!player) return;
    this.piece('times').hidden = false;
    player.addEventListener('timeupdate', () => { this.piece('clock').textContent = clock(player.currentTime); });
    this.piece('jump').addEventListener('change', (event) => {
      const to = seconds(event.target.value);
      if (to !== null) player.currentTime = to;
    });
  }

  mark(end) {
    this[end] = this.piece('media').currentTime;
    const [from, until] = [this.from ?? this.until, this.until ?? this.from];
    this.cite(from < until ? `${clock(from)}-${clock(until)}` : clock(Math.max(from, until)));
  }

  // --- the original PDF, drawn here: no script of it runs, no font of it is given to the browser ---

  async pdf(button) {
    const base = new URL(button.dataset.pdf, location.href).href;
    const pdfjs = await import(`${base}pdf.min.js`);
    pdfjs.GlobalWorkerOptions.workerSrc = `${base}pdf.worker.min.js`;
    const file = await pdfjs.getDocument({ url: button.dataset.src, cMapUrl: `${base}cmaps/`, cMapPacked: true,
      standardFontDataUrl: `${base}fonts/`, wasmUrl: `${base}wasm/`, useWasm: false, disableFontFace: true,
      isEvalSupported: false, enableXfa: false, useSystemFonts: false }).promise;
    const page = await file.getPage(Math.min(Number(this.dataset.page) || 1, file.numPages));
    const canvas = this.piece('canvas');
    const viewport = page.getViewport({ scale: 1.6 * this.scale, rotation: (page.rotate + this.turn) % 360 });
    Object.assign(canvas, { hidden: false, width: viewport.width, height: viewport.height });
    await page.render({ canvas, viewport }).promise;
    canvas.dataset.drawn = 'true';
  }
}

customElements.define('cf-viewer', Viewer);
