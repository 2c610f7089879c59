// The report as a whole: what keeps it from being sent gets the focus.

import { watchBranches } from "./branches.js";
import "./target.js";

document.getElementById("blocked")?.focus();
watchBranches(() => true);
