// Words come from the page, so that they are translated with everything else.
const source = document.getElementById('cf-texts');
const words = source ? JSON.parse(source.textContent) : {};

export const say = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[key] || key);

export const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || '';

export const clock = (date = new Date()) => date.toLocaleTimeString('en-GB');

export const post = (url, body, more = {}) => fetch(url, {
  method: 'POST',
  credentials: 'same-origin',
  headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': meta('csrf-token') },
  body: JSON.stringify(body),
  ...more,
});

// True while a Korean, Japanese or Chinese syllable is being put together: its Enter is not our Enter.
let composedAt = -1000;
document.addEventListener('compositionend', (event) => { composedAt = event.timeStamp; }, true);
export const composing = (event) => event.isComposing || event.keyCode === 229 || event.timeStamp - composedAt < 50;
