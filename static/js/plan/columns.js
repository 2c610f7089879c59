// Which columns are seen: chosen at once, and remembered by the server for the next time.

import { send } from "./server.js";
import { keepReachable, seenColumns, table } from "./rows.js";

const form = document.querySelector(".plan-columns");

// A heading of a section is as wide as all columns that are seen.
function spread() {
  for (const heading of table.querySelectorAll(".plan-group > th")) heading.colSpan = seenColumns();
}

async function choose() {
  const boxes = [...form.querySelectorAll("[name=column]")];
  table.dataset.hidden = boxes.filter((box) => !box.checked).map((box) => box.value).join(" ");
  spread();
  keepReachable();
  await send(form.action, boxes.filter((box) => box.checked).map((box) => ["column", box.value])).catch(() => {});
}

if (form && table) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  table.addEventListener("plan:drawn", spread);
}
