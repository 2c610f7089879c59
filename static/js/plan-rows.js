// Rows of the plan's table: drawing one anew, keeping order and numbers, moving focus.

export const table = document.getElementById("plan-table");
const status = document.getElementById("plan-status");
const undos = document.getElementById("plan-undos");
const rules = new Intl.PluralRules("ru");
const WORDS = { one: "пункт", few: "пункта", many: "пунктов", other: "пункта" };

export function say(text) {
  status.textContent = text;
}

export function urlOf(row, act) {
  return `${table.dataset.items}${row.dataset.item}/${act}/`;
}

export function nameOf(row) {
  return row.querySelector("[data-field=name]").dataset.text;
}

export function rowById(id) {
  return table.querySelector(`tr[data-item="${id}"]`);
}

export function allRows() {
  return [...table.querySelectorAll("tr[data-item]")];
}

function built(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const row = template.content.querySelector("tr");
  // The server draws a row as in the plan's own order; elsewhere it cannot be dragged.
  if (!("movable" in table.dataset)) {
    row.cells[0].removeAttribute("draggable");
    row.cells[0].removeAttribute("title");
  }
  return row;
}

// What can be focused in a cell: the cell itself, or the button of the last one.
export function focusable(cell) {
  return cell.querySelector(":scope > .plan-menu-button") ?? cell;
}

// The Tab key reaches one cell of the table: the one that was used last.
export function makeReachable(cell) {
  for (const other of table.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  focusable(cell).tabIndex = 0;
}

export function focusCell(cell) {
  makeReachable(cell);
  focusable(cell).focus();
}

// Cells that are being edited stay as they are: their text is not saved yet.
function redraw(old, fresh) {
  const drawnCells = [...fresh.cells];
  [...old.cells].forEach((cell, index) => {
    if (cell.dataset.editing) return;
    const focused = cell === document.activeElement || cell.contains(document.activeElement);
    const reachable = focusable(cell).tabIndex === 0;
    const drawn = drawnCells[index];
    cell.replaceWith(drawn);
    if (reachable) focusable(drawn).tabIndex = 0;
    if (focused) focusCell(drawn);
  });
}

function renumber(order) {
  const numbers = new Map(order.map((id, index) => [String(id), index + 1]));
  for (const row of allRows()) {
    const number = numbers.get(row.dataset.item);
    if (!number) continue;
    row.querySelector("[data-number]").textContent = number;
    row.querySelector(".plan-acts a").setAttribute("aria-label", `Изменить пункт ${number}`);
    row.querySelector(".plan-menu-button").setAttribute("aria-label", `Действия с пунктом ${number}`);
  }
  const total = document.querySelector("[data-total]");
  if (total) total.textContent = `${order.length} ${WORDS[rules.select(order.length)]}`;
}

function bodyOf(section) {
  return table.querySelector(`tbody[data-section="${section ?? ""}"]`) ?? table.tBodies[0];
}

// Puts a row where the order of the plan wants it, inside its section.
function settle(row, section, order) {
  const body = bodyOf(section);
  const before = order.slice(0, order.indexOf(Number(row.dataset.item))).reverse();
  const neighbour = before.map((id) => rowById(id)).find((other) => other?.parentElement === body);
  const heading = body.querySelector(":scope > .plan-group");
  if (neighbour) neighbour.after(row);
  else if (heading) heading.after(row);
  else body.prepend(row);
}

// Takes the server's answer in: the touched row drawn anew, the order of all rows.
export function take(answer, { move = false } = {}) {
  let row = rowById(answer.id);
  if (!answer.row) {
    row?.remove();
    row = null;
  } else if (row) {
    redraw(row, built(answer.row));
  } else {
    row = built(answer.row);
    move = true;
    table.tBodies[0].append(row);
  }
  if (row && move && "movable" in table.dataset) settle(row, answer.section, answer.order);
  renumber(answer.order);
  return row;
}

export function showUndo(name, undo) {
  const message = document.createElement("div");
  message.className = "message plan-undo";
  const text = document.createElement("span");
  text.textContent = `Пункт «${name}» удалён.`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-outline-primary";
  button.textContent = "Отменить удаление";
  button.addEventListener("click", async () => {
    button.disabled = true;
    if (await undo()) message.remove();
    button.disabled = false;
  });
  message.append(text, button);
  undos.append(message);
}

export function showError(text) {
  const message = document.createElement("div");
  message.className = "message message_error";
  message.textContent = text;
  undos.append(message);
}
