// One's own steps back and forth: buttons above the table, Ctrl+Z and Ctrl+Y.

import { FIELDS, cellOf, focusCell, reachableCell, rootUrl, rowById, say, table } from "./rows.js";
import { act, tried } from "./sync.js";

const forms = { undo: document.getElementById("plan-undo"), redo: document.getElementById("plan-redo") };

export async function step(way) {
  const answer = await tried(() => act(rootUrl(way)));
  if (!answer) {
    // A refused step is passed over: the buttons have to know what comes next.
    await tried(() => act(rootUrl("live")));
    return;
  }
  say(answer.said);
  const row = answer.rows?.length === 1 && rowById(answer.rows[0].id);
  if (row && !document.activeElement.closest("input, textarea")) {
    row.scrollIntoView({ block: "nearest" });
    const present = document.activeElement.closest("td, th");
    // In the column where the person is, so that she goes on from the cell she has just changed.
    focusCell(row.contains(present) ? present : cellOf(row, present?.dataset.field ?? FIELDS[1]));
  }
}

function tell(steps) {
  for (const [way, form] of Object.entries(forms)) {
    const button = form.querySelector("button");
    const wasFocused = button === document.activeElement;
    form.querySelector("[data-step]").textContent = steps[way];
    button.disabled = !steps[way];
    if (wasFocused && button.disabled) {
      const other = forms[way === "undo" ? "redo" : "undo"].querySelector("button");
      (other.disabled ? reachableCell() : other)?.focus();
    }
  }
}

if (forms.undo && table) {
  table.addEventListener("plan:steps", (event) => tell(event.detail));
  for (const [way, form] of Object.entries(forms)) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      step(way);
    });
  }
}
