// Marking by keyboard: after a mark is saved the focus goes on to the next row that waits for one,
// and the page tells how many are left.

const START = "[name=participants]";

function rows() {
  return [...document.querySelectorAll("[data-mark]")];
}

function lead(row) {
  const form = row.querySelector(".mark-row__form");
  const chosen = form?.querySelector("[name=state]:checked");
  const place = chosen?.value === "held" ? form.querySelector(START) : chosen ?? form?.querySelector("[name=state]");
  place?.focus();
  place?.select?.();
}

function awaited() {
  const asked = rows().filter((row) => !row.closest(".marks-early"));
  return asked.filter((row) => row.hasAttribute("data-awaits")).length;
}

// Other pages of a long month may have rows that wait too.
const told = document.querySelector("[data-waits]");
const elsewhere = told ? Number(told.dataset.waits) - awaited() : 0;

function tellLeft() {
  if (told) told.textContent = String(elsewhere + awaited());
}

// What the answer is about is known by its form: a refused row keeps the focus on what to mend.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const row = document.getElementById(event.detail.target.id);
  if (!row?.matches("[data-mark]")) return;
  tellLeft();
  const fault = row.querySelector("[role=alert]");
  if (fault) {
    fault.tabIndex = -1;
    fault.focus();
    return;
  }
  const undone = event.detail.requestConfig.path.endsWith("/undo/");
  const all = rows();
  const rest = undone ? [row] : all.slice(all.indexOf(row) + 1);
  const next = rest.find((each) => each.hasAttribute("data-awaits"));
  if (next) lead(next);
  else (row.querySelector("summary") ?? row.querySelector("button"))?.focus();
});
