// The menus of a row and of a section: one for all rows, moved into the row that asks for it.

import { move, remove, removeSection, renameSection, shift, shiftSection } from "./acts.js";
import { addRow } from "./editor.js";
import { Refusal } from "./server.js";
import { canMove, cellOf, focusCell, focusable, rootUrl, say, table } from "./rows.js";
import { act } from "./sync.js";

const rowMenu = document.getElementById("row-menu");
const sectionMenu = document.getElementById("section-menu");
const dialog = document.getElementById("section-dialog");
const titles = document.getElementById("title-dialog");
let menu = null;
let row = null;

function entries() {
  return [...menu.querySelectorAll("[role=menuitem]:not([hidden])")];
}

function buttonOf(of) {
  return of.querySelector(".plan-menu-button");
}

export function openMenu(of) {
  close();
  menu = of.dataset.item ? rowMenu : sectionMenu;
  if (!menu || !buttonOf(of)) return;
  row = of;
  for (const entry of menu.querySelectorAll("[data-moves]")) entry.hidden = !canMove();
  buttonOf(row).setAttribute("aria-expanded", "true");
  buttonOf(row).parentElement.append(menu);
  menu.hidden = false;
  entries()[0].focus();
  menu.scrollIntoView({ block: "nearest" });
}

function close() {
  if (!menu || menu.hidden) return;
  menu.hidden = true;
  document.body.append(menu);
  buttonOf(row)?.removeAttribute("aria-expanded");
}

// Where rows stand by time, a new one only chooses its section.
export function insert(side, of) {
  const { section } = of.closest("tbody").dataset;
  addRow({
    place: canMove() ? { [side]: of.dataset.item } : { section },
    insert: (draft) => (side === "before" ? of.before(draft) : of.after(draft)),
    giveUp: () => focusCell(cellOf(of, "name")),
  });
}

// A new row at the beginning of a section.
export function insertFirst(heading) {
  addRow({
    place: { section: heading.dataset.heading ?? "", at_start: "1" },
    insert: (draft) => heading.after(draft),
    giveUp: () => focusCell(heading.cells[0]),
  });
}

function chooseSection(of) {
  dialog.returnValue = "";
  dialog.querySelector("select").value = of.closest("tbody").dataset.section ?? "";
  dialog.showModal();
  dialog.onclose = () => {
    if (dialog.returnValue === "move") move(of, { section: dialog.querySelector("select").value });
    else focusable(of.lastElementChild).focus();
  };
}

// Asks for the title of a section; `work` writes it, and a refusal is told in the dialog.
function askTitle(heading, title, work) {
  const [box, error] = [titles.querySelector("input"), titles.querySelector("[data-error]")];
  titles.querySelector("h2").textContent = title ? "Переименовать раздел" : "Новый раздел";
  box.value = title;
  error.textContent = "";
  titles.returnValue = "";
  titles.showModal();
  titles.querySelector("form").onsubmit = async (event) => {
    if (event.submitter?.value !== "save") return;
    event.preventDefault();
    try {
      const answer = await work(box.value);
      titles.close();
      say(answer.said);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      error.textContent = refusal.message;
    }
  };
  titles.onclose = () => {
    const present = table.querySelector(`[data-heading="${heading.dataset.heading}"]`);
    if (present) focusCell(present.cells[0]);
  };
}

const ROW_ACTS = {
  above: (of) => insert("before", of),
  below: (of) => insert("after", of),
  up: (of) => shift(of, "up"),
  down: (of) => shift(of, "down"),
  section: chooseSection,
  edit: (of) => of.querySelector(".plan-acts a").click(),
  history: (of) => location.assign(`${rootUrl("history")}${of.dataset.item}/`),
  remove,
};

const SECTION_ACTS = {
  first: insertFirst,
  up: (heading) => shiftSection(heading, "up"),
  down: (heading) => shiftSection(heading, "down"),
  rename: (heading) => askTitle(heading, heading.querySelector("[data-title]").textContent, (title) => renameSection(heading, title)),
  add: (heading) => askTitle(heading, "", (title) => act(rootUrl("sections/add"), { title, after: heading.dataset.heading })),
  remove: removeSection,
};

function onClick(event) {
  const chosen = event.target.closest("[data-act]")?.dataset.act;
  if (!chosen) return;
  event.stopPropagation();
  const acts = menu === rowMenu ? ROW_ACTS : SECTION_ACTS;
  close();
  acts[chosen](row);
}

function onKey(event) {
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
    focusCell(row.lastElementChild);
  }
}

for (const each of [rowMenu, sectionMenu]) {
  each?.addEventListener("click", onClick);
  each?.addEventListener("keydown", onKey);
}

document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".plan-menu, .plan-menu-button")) close();
});
