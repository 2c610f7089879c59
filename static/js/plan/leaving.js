// A link or a button pressed right after an edit waits until the edit is written: a document then
// holds it, and nobody is asked whether to lose it.

import { showError, table } from "./rows.js";
import { isUnsaved, settled } from "./unsaved.js";

const UNWRITTEN = "Последняя правка не записана. Сохраните её или откажитесь от неё и нажмите ещё раз.";

async function after(event, go) {
  event.preventDefault();
  event.stopPropagation();
  if (await settled()) go();
  else showError(UNWRITTEN);
}

// Both listen before anything else on the page does: what waits has not been pressed yet.
function onSubmit(event) {
  const form = event.target;
  if (form.method !== "dialog" && isUnsaved()) after(event, () => form.requestSubmit(event.submitter));
}

function onClick(event) {
  const link = event.target.closest("a[href]:not([data-add-to])");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && !link.target && isPlain && isUnsaved()) after(event, () => link.click());
}

if (table && "live" in table.dataset) {
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("click", onClick, { capture: true });
}
