// Shows only the boxes that fit the chosen precision, and says the date in words while it is typed.
// Without this script all boxes are shown and a hint says which to fill.
class FuzzyDate extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.querySelectorAll('[data-plain]').forEach((hint) => { hint.hidden = true; });
    this.addEventListener('change', () => { this.fit(); this.tell(); });
    this.addEventListener('input', () => this.tell());
    this.fit();
  }

  get chosen() { return this.querySelector('input[type=radio][name$="-kind"]:checked'); }

  fit() {
    const kind = this.chosen?.value || '';
    this.querySelectorAll('[data-for]').forEach((box) => { box.hidden = !box.dataset.for.split(' ').includes(kind); });
    // What is hidden is not sent; the text stays in its box in case the choice changes back.
    this.querySelectorAll('[data-for] :is(input, select), :is(input, select)[data-for]').forEach((input) => {
      input.disabled = Boolean(input.closest('[data-for][hidden]'));
    });
  }

  value(box) {
    const input = this.querySelector(`[data-box="${box}"]:not([type=radio])`);
    if (!input || input.disabled) return '';
    if (input.type === 'checkbox') return input.checked ? input.closest('.cf-check')?.textContent.trim() || '' : '';
    if (input.tagName === 'SELECT') return input.value && input.selectedOptions[0].textContent.trim();
    return input.value.trim();
  }

  // One of the two dates as the reader's language writes it; '' when it has no year yet.
  date(suffix) {
    const [day, month, year] = ['day', 'month', 'year'].map((box) => Number(this.value(box + suffix).normalize('NFKC')));
    if (!Number.isInteger(year) || !year) return '';
    const moment = new Date(0);
    moment.setUTCFullYear(year, (month || 1) - 1, day || 1);
    const exists = moment.getUTCMonth() === (month || 1) - 1;
    if (!exists) return '';
    const form = { timeZone: 'UTC', year: 'numeric', ...(month && { month: 'long' }), ...(month && day && { day: 'numeric' }) };
    const parts = [this.value(`season${suffix}`), new Intl.DateTimeFormat(document.documentElement.lang, form).format(moment)];
    const doubts = ['about', 'unsure'].map((box) => this.value(box + suffix)).filter(Boolean);
    return parts.filter(Boolean).join(' ') + (doubts.length ? ` (${doubts.join(', ')})` : '');
  }

  tell() {
    const place = this.querySelector('[data-preview]');
    if (!place) return;
    const label = this.chosen?.closest('.cf-check')?.textContent.trim() || '';
    const dates = [this.date(''), this.date('2') || this.value('ongoing')].filter(Boolean);
    place.textContent = [label, dates.join(' – ')].filter(Boolean).join(': ');
  }
}

customElements.define('cf-fuzzydate', FuzzyDate);
