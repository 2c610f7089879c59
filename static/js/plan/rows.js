// The table of a plan: its rows and cells, what is written in them, the focus among them.

export const table = document.getElementById("plan-table");
export const FIELDS = ["event_form", "name", "period", "organisers", "responsibles", "place", "audience", "note"];
export const LABELS = {
  event_form: "Форма",
  name: "Наименование",
  period: "Срок",
  organisers: "Организаторы",
  responsibles: "Ответственные",
  place: "Место",
  audience: "Для кого",
  note: "Примечание",
};
const LISTS = new Set(["period", "organisers", "responsibles"]);
const status = document.getElementById("plan-status");
const undos = document.getElementById("plan-undos");
const rules = new Intl.PluralRules("ru");

export function counted(number, one, few, many) {
  return `${number} ${{ one, few, many }[rules.select(number)] ?? few}`;
}

export const rowsCounted = (number) => counted(number, "пункт", "пункта", "пунктов");

export function say(text) {
  status.textContent = text;
}

export function rootUrl(act) {
  return `${table.dataset.root}${act}/`;
}

export function urlOf(row, act) {
  return `${table.dataset.items}${row.dataset.item}/${act}/`;
}

// Columns that the person left out, and empty places of a card that is not hers, are not stood on.
export const isSeen = (cell) => Boolean(cell) && cell.getClientRects().length > 0;

export function seenFields() {
  const hidden = new Set(table.dataset.hidden.split(" "));
  return FIELDS.filter((field) => !hidden.has(field));
}

export const seenColumns = () => [...table.tHead.rows[0].cells].filter(isSeen).length;

export const canMove = () => "movable" in table.dataset;

export function rowById(id) {
  return document.getElementById(`item-${id}`);
}

export function allRows() {
  return [...table.querySelectorAll("tr[data-item]")];
}

export function cellOf(row, field) {
  return row.querySelector(`[data-field="${field}"]`);
}

export function nameOf(row) {
  return textOf(cellOf(row, "name"));
}

export function numberOf(row) {
  return row.querySelector("[data-number]").textContent;
}

// The text that editing starts from: what the portal adds to it stands in <small>.
export function textOf(cell) {
  if (cell.dataset.editing) return cell.baseText;
  const { field } = cell.dataset;
  if (field === "name") return cell.querySelector(".plan-name")?.textContent ?? "";
  if (!LISTS.has(field)) return cell.textContent;
  return [...cell.querySelectorAll(":scope > div")].map((line) => line.firstChild?.data ?? "").join("\n");
}

// What can be focused in a cell: the cell itself, or the button of the last one.
export function focusable(cell) {
  return cell.querySelector(":scope.plan-acts > .plan-menu-button") ?? cell;
}

// Cells can be stood on, though the Tab key passes them by; their buttons are reached from them.
export function prepare(place) {
  for (const cell of place.querySelectorAll("tr[data-item] > *, .plan-group > th")) cell.tabIndex = -1;
  for (const inner of place.querySelectorAll('input[name="item"], .plan-acts > a, .plan-group a')) inner.tabIndex = -1;
}

let reachable = null;

// The Tab key reaches one cell of the table: the one that was used last.
export function makeReachable(cell) {
  if (reachable) reachable.tabIndex = -1;
  reachable = focusable(cell);
  reachable.tabIndex = 0;
}

// A table that was drawn anew may have lost it; a column that was left out takes it along.
export function keepReachable() {
  if (reachable?.isConnected && isSeen(reachable)) return;
  const first = table.querySelector("tr[data-item] > [data-field=name]");
  if (first) makeReachable(first);
}

export const reachableCell = () => reachable;

export function focusCell(cell) {
  const place = isSeen(cell) || !cell.parentElement.dataset.item ? cell : cellOf(cell.parentElement, "name");
  makeReachable(place);
  focusable(place).focus();
}

// A message with one button; it goes when the button has done its work.
export function offerAgain(text, title, work) {
  const message = document.createElement("div");
  message.className = "message plan-undo";
  const words = document.createElement("span");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-outline-primary";
  button.textContent = title;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await work();
      message.remove();
    } catch (error) {
      words.textContent = error.message;
    }
    button.disabled = false;
  });
  message.append(words, button);
  undos.replaceChildren(message);
}

export function showError(text) {
  const message = document.createElement("div");
  message.className = "message message_error";
  message.textContent = text;
  undos.replaceChildren(message);
}
