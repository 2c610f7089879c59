// Drawing anew what the server says has changed: rows, their order and numbers, headings.
//
// Whatever is being typed stays: a cell under an editor keeps it, and the fresh text waits there.

import { getPage } from "./server.js";
import { allRows, canMove, cellOf, focusCell, focusable, keepReachable, makeReachable, prepare, reachableCell, rowById, rowsCounted, table } from "./rows.js";

function built(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  prepare(template.content);
  const row = template.content.querySelector("tr");
  // The server draws a row as in the plan's own order; elsewhere it cannot be dragged.
  if (!canMove()) row.cells[0].removeAttribute("draggable");
  return row;
}

// A cell under an editor hears what others wrote, and shows it when the editor closes; a cell whose
// text is on its way to the server keeps it until its own answer comes.
function leaveFresh(cell, drawn) {
  cell.fresh = [...drawn.childNodes];
  cell.dispatchEvent(new CustomEvent("plan:fresh", { detail: drawn }));
}

function redraw(old, fresh) {
  const drawnCells = [...fresh.cells];
  const wasMarked = old.querySelector("input[type=checkbox]")?.checked;
  old.dataset.version = fresh.dataset.version;
  old.toggleAttribute("data-open", "open" in fresh.dataset);
  [...old.cells].forEach((cell, index) => {
    const drawn = drawnCells[index];
    if (cell.dataset.editing || cell.classList.contains("is-saving")) {
      leaveFresh(cell, drawn);
      return;
    }
    const active = document.activeElement;
    const focused = cell === active || cell.contains(active);
    const wasReachable = focusable(cell) === reachableCell();
    if (cell.hasAttribute("aria-selected")) drawn.setAttribute("aria-selected", "true");
    cell.replaceWith(drawn);
    if (wasReachable) makeReachable(drawn);
    if (focused) focusCell(drawn);
  });
  const mark = old.querySelector("input[type=checkbox]");
  if (mark) mark.checked = wasMarked;
}

function renumber(order) {
  const numbers = new Map(order.map((id, index) => [String(id), String(index + 1)]));
  for (const row of allRows()) {
    const number = numbers.get(row.dataset.item);
    const place = row.querySelector("[data-number]");
    if (!number || place.textContent === number) continue;
    place.textContent = number;
    row.querySelector("input[type=checkbox]")?.setAttribute("aria-label", `Отметить пункт ${number}`);
    row.querySelector(".plan-acts a")?.setAttribute("aria-label", `Изменить пункт ${number}`);
    row.querySelector(".plan-menu-button")?.setAttribute("aria-label", `Действия с пунктом ${number}`);
  }
  const total = document.querySelector("[data-total]");
  if (total) total.textContent = rowsCounted(order.length);
}

function bodyOf(section) {
  return table.querySelector(`tbody[data-section="${section ?? ""}"]`) ?? table.tBodies[0];
}

// Puts a row where the order of the plan wants it, inside its section.
function settle(row, section, order) {
  const body = bodyOf(section);
  let place = order.indexOf(Number(row.dataset.item));
  let neighbour = null;
  while (place > 0 && !neighbour) {
    place -= 1;
    const other = rowById(order[place]);
    if (other?.parentElement === body && other !== row) neighbour = other;
  }
  const heading = body.querySelector(":scope > .plan-group");
  const before = neighbour ?? heading;
  if (before ? before.nextElementSibling === row : body.firstElementChild === row) return;
  if (before) before.after(row);
  else body.prepend(row);
}

function drawRow(drawn) {
  let row = rowById(drawn.id);
  if (row && Number(row.dataset.version) > drawn.version) return row;
  if (row) {
    redraw(row, built(drawn.html));
    row.classList.remove("is-gone");
  } else {
    row = built(drawn.html);
    bodyOf(drawn.section).append(row);
  }
  return row;
}

// A row in which a text is being typed stays until the person has decided what to do with it.
function drop(id) {
  const row = rowById(id);
  if (!row) return;
  if (row.querySelector("[data-editing]")) {
    row.classList.add("is-gone");
    return;
  }
  if (row.contains(document.activeElement)) {
    const rows = allRows();
    const place = rows.indexOf(row);
    const next = rows[place + 1] ?? rows[place - 1];
    if (next) focusCell(cellOf(next, "name"));
  }
  row.remove();
}

function drawSections(sections) {
  let last = table.querySelector('tbody[data-section=""]') ?? table.tHead;
  for (const { id, html } of sections) {
    let body = table.querySelector(`tbody[data-section="${id}"]`);
    if (!body) {
      body = document.createElement("tbody");
      body.setAttribute("role", "rowgroup");
      body.dataset.section = id;
    }
    const heading = body.querySelector(":scope > .plan-group");
    const wasFocused = heading?.contains(document.activeElement);
    heading?.remove();
    body.prepend(built(html));
    if (last.nextElementSibling !== body) last.after(body);
    if (wasFocused) focusCell(body.querySelector(".plan-group > th"));
    last = body;
  }
  const choice = document.getElementById("section-choice");
  choice.replaceChildren(choice.options[0], ...sections.map(({ id, title }) => new Option(title, id)));
}

// Draws the table as the server now has it, around the cells in which something is being typed.
async function drawAll() {
  const fresh = (await getPage(location.href)).getElementById("plan-table");
  if (!fresh) {
    location.reload();
    return;
  }
  const focus = document.activeElement.closest?.("tr[data-item] > *");
  const at = focus && !focus.dataset.editing ? [focus.parentElement.dataset.item, focus.cellIndex] : null;
  for (const row of table.querySelectorAll("tr:has([data-editing])")) {
    const twin = row.dataset.item && fresh.querySelector(`#item-${row.dataset.item}`);
    if (twin) {
      redraw(row, document.importNode(twin, true));
      twin.replaceWith(row);
    } else {
      const body = fresh.querySelector(`tbody[data-section="${row.closest("tbody").dataset.section}"]`);
      (body ?? fresh.tBodies[0] ?? fresh).append(row);
      row.classList.toggle("is-gone", Boolean(row.dataset.item));
    }
  }
  table.replaceChildren(...fresh.children);
  prepare(table);
  const again = at && rowById(at[0])?.cells[at[1]];
  if (again) focusCell(again);
}

// Moving a row or a section in the page takes the focus out of it: it is given back.
function keepingFocus(work) {
  const active = document.activeElement;
  const caret = "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  work();
  if (active === document.activeElement || !active.isConnected || active === document.body) return;
  active.focus({ preventScroll: true });
  if (caret) active.setSelectionRange(...caret);
}

// Takes the server's answer in; `isLate` tells that a later answer was taken in before it.
export async function draw(answer, isLate) {
  const isElsewhere = !("arranged" in table.dataset) && Boolean(answer.order ?? answer.sections);
  if (answer.all || isElsewhere) {
    await drawAll();
  } else {
    keepingFocus(() => {
      if (answer.sections && !isLate) drawSections(answer.sections);
      answer.gone?.forEach(drop);
      const rows = (answer.rows ?? []).map((drawn) => [drawRow(drawn), drawn.section]);
      if (!answer.order || isLate) return;
      const places = new Map(answer.order.map((id, index) => [String(id), index]));
      rows.sort(([one], [other]) => places.get(one.dataset.item) - places.get(other.dataset.item));
      for (const [row, section] of rows) settle(row, section, answer.order);
      renumber(answer.order);
    });
  }
  keepReachable();
  table.dispatchEvent(new CustomEvent("plan:drawn"));
}
