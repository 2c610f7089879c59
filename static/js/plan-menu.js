// The menu of a row: one menu for all rows, moved into the row that asks for it.

import { move, remove, shift } from "./plan-acts.js";
import { addRow } from "./plan-editor.js";
import { focusCell, table } from "./plan-rows.js";

const menu = document.getElementById("row-menu");
const dialog = document.getElementById("section-dialog");
let row = null;

function entries() {
  return [...menu.querySelectorAll("[role=menuitem]:not([hidden])")];
}

function buttonOf(of) {
  return of.querySelector(".plan-menu-button");
}

export function openMenu(of) {
  close();
  row = of;
  const canMove = "movable" in table.dataset;
  for (const entry of menu.querySelectorAll("[data-moves]")) entry.hidden = !canMove;
  buttonOf(row).setAttribute("aria-expanded", "true");
  row.querySelector(".plan-acts").append(menu);
  menu.hidden = false;
  entries()[0].focus();
  menu.scrollIntoView({ block: "nearest" });
}

function close() {
  if (menu.hidden) return;
  menu.hidden = true;
  document.body.append(menu);
  buttonOf(row)?.removeAttribute("aria-expanded");
}

function insert(side, of) {
  addRow({
    place: { [side]: of.dataset.item },
    insert: (draft) => (side === "before" ? of.before(draft) : of.after(draft)),
    giveUp: () => focusCell(of.querySelector("[data-field=name]")),
  });
}

function chooseSection(of) {
  dialog.returnValue = "";
  dialog.querySelector("select").value = of.closest("tbody").dataset.section ?? "";
  dialog.showModal();
  dialog.onclose = () => {
    if (dialog.returnValue === "move") move(of, { section: dialog.querySelector("select").value });
    else buttonOf(of).focus();
  };
}

const ACTS = {
  above: (of) => insert("before", of),
  below: (of) => insert("after", of),
  up: (of) => shift(of, "up"),
  down: (of) => shift(of, "down"),
  section: chooseSection,
  edit: (of) => of.querySelector(".plan-acts a").click(),
  history: (of) => location.assign(`${table.dataset.history}${of.dataset.item}/`),
  remove,
};

menu?.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (!act) return;
  event.stopPropagation();
  close();
  ACTS[act](row);
});

menu?.addEventListener("keydown", (event) => {
  event.stopPropagation();
  const all = entries();
  const place = all.indexOf(document.activeElement);
  const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    all.at(next % all.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close();
    focusCell(row.querySelector(".plan-acts"));
  }
});

document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest("#row-menu, .plan-menu-button")) close();
});
