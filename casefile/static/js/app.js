// Every behaviour of the pages. Pages read and save without any of it.
// The date boxes come before the forms: what a form holds is only known once they are fitted.
import './fuzzydate.js';
import './forms.js';
import './shortcuts.js';
import './secret.js';
import './session.js';
import './small.js';

// What only some pages have is fetched by those pages alone.
const ELSEWHERE = { 'cf-upload': './upload.js', 'cf-bench': './matrix.js', 'cf-pick': './matrix.js', 'cf-viewer': './viewer.js' };
for (const [tag, file] of Object.entries(ELSEWHERE)) if (document.querySelector(tag)) import(file);
