// Every behaviour of the pages. Pages read and save without any of it.
import './shortcuts.js';
import './forms.js';
import './fuzzydate.js';
import './upload.js';
import './session.js';
import './small.js';
