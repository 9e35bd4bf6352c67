// Every behaviour of the pages. Pages read and save without any of it.
// The date boxes come before the forms: what a form holds is only known once they are fitted.
import './fuzzydate.js';
import './forms.js';
import './shortcuts.js';
import './upload.js';
import './secret.js';
import './session.js';
import './small.js';
import './matrix.js';
import './viewer.js';
