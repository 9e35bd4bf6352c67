// What was opened for a while leaves the page when the time is over, and whenever the page is left: neither the
// browser's memory of pages to go back to nor a printer's queue is to hold it.
class Secret extends HTMLElement {
  connectedCallback() {
    this.blank = () => this.replaceChildren();
    this.shown = (event) => { if (event.persisted) { this.blank(); location.reload(); } };
    this.timer = setTimeout(this.blank, Number(this.dataset.seconds) * 1000);
    addEventListener('pagehide', this.blank);
    addEventListener('pageshow', this.shown);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    removeEventListener('pagehide', this.blank);
    removeEventListener('pageshow', this.shown);
  }
}
customElements.define('cf-secret', Secret);
