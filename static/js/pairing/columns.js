// The pairing as plain data: each column a run of its own, so that a step in one moves no other.
//
// state = { entries: [{ text, kind }], columns: { number: [cell, …] } }. Every step returns a new
// state, or a sentence that says why nothing can be done.

const SLOTTED = new Set(["item", "skip"]);

export const takesCell = (entry) => SLOTTED.has(entry.kind);

export const works = (state) => state.entries.filter(takesCell);

const copy = (state) => structuredClone(state);

function trimmed(cells) {
  while (cells.length && !cells.at(-1)) cells.pop();
  return cells;
}

const glue = (...texts) => texts.filter(Boolean).join("\n");

/** The two texts into which a text falls at `at`, with no spaces left over. */
function cut(text, at) {
  return [text.slice(0, at).trim(), text.slice(at).trim()];
}

function lineBreakFor(text) {
  const first = text.indexOf("\n");
  return first < 0 ? text.length : first;
}

/** Where a text is cut: at the caret, or after its first line when the caret is at an end. */
export function cutting(text, at) {
  const [left, right] = cut(text, at);
  return left && right ? at : lineBreakFor(text);
}

/** The state that the server tells. */
export function fromAnswer({ entries, columns }) {
  return { entries: entries.map(([text, kind]) => ({ text, kind })), columns };
}

export function isSame(one, other) {
  const plain = ({ entries, columns }) =>
    JSON.stringify([entries.map(({ text, kind }) => [text, kind]), Object.entries(columns)]);
  return plain(one) === plain(other);
}

export function join(state, column, place) {
  if (column === "name") return joinLines(state, place);
  const next = copy(state);
  const cells = next.columns[column];
  if (place + 1 >= cells.length) return "Ниже в этом столбце ничего нет.";
  cells.splice(place, 2, glue(cells[place], cells[place + 1]));
  return next;
}

function joinLines(state, place) {
  const next = copy(state);
  const [line, below] = next.entries.slice(place, place + 2);
  if (!below) return "Ниже строк нет.";
  next.entries.splice(place, 2, { ...line, text: glue(line.text, below.text) });
  return next;
}

export function split(state, column, place, at) {
  const next = copy(state);
  const list = column === "name" ? next.entries : next.columns[column];
  const text = column === "name" ? list[place].text : (list[place] ?? "");
  const parts = cut(text, cutting(text, at));
  if (!parts[0] || !parts[1]) return "Поставьте курсор туда, где разделить.";
  const made = column === "name" ? parts.map((part) => ({ ...list[place], text: part })) : parts;
  list.splice(place, 1, ...made);
  return next;
}

export function down(state, column, place) {
  if (column === "name") return "Вниз сдвигают сроки и людей, пункты стоят на месте.";
  const next = copy(state);
  if (place >= next.columns[column].length) return "Здесь и ниже пусто.";
  next.columns[column].splice(place, 0, "");
  return next;
}

export function up(state, column, place) {
  if (column === "name") return "Вверх сдвигают сроки и людей, пункты стоят на месте.";
  const next = copy(state);
  const cells = next.columns[column];
  const free = cells[place] === "" ? place : place - 1;
  if (free < 0 || cells[free] !== "") {
    return "Выше не пусто. Чтобы соединить с ячейкой выше, встаньте в неё и нажмите «Соединить со следующей».";
  }
  cells.splice(free, 1);
  next.columns[column] = trimmed(cells);
  return next;
}

export function setKind(state, place, kind) {
  const next = copy(state);
  next.entries[place].kind = kind;
  return next;
}

/** How many cells of a column have no work, and how many works no cell. */
export function balance(state, column) {
  const count = works(state).length;
  const cells = state.columns[column];
  return {
    works: count,
    filled: cells.filter(Boolean).length,
    loose: Math.max(0, cells.length - count),
    empty: Math.max(0, count - cells.filter((cell, place) => cell && place < count).length),
  };
}
