// The report as a whole: what keeps it from being sent gets the focus.

import "./target.js";

document.getElementById("blocked")?.focus();
