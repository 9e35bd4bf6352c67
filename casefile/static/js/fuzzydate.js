// Shows only the boxes that fit the chosen precision. Without this script all of them are shown.
class FuzzyDate extends HTMLElement {
  connectedCallback() {
    this.addEventListener('change', () => this.fit());
    this.fit();
  }

  fit() {
    const name = this.getAttribute('name');
    const radios = [...this.querySelectorAll(name ? `input[type=radio][name="${CSS.escape(name)}-kind"]` : 'input[type=radio][name$="-kind"]')];
    const kind = radios.find((radio) => radio.checked)?.value || '';
    this.querySelectorAll('[data-for]').forEach((box) => { box.hidden = !box.dataset.for.split(' ').includes(kind); });
  }
}

customElements.define('cf-fuzzydate', FuzzyDate);
