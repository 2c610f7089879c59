// The table of the section: its cells by place, and moving between them.

export class Sheet {
  constructor(form) {
    this.form = form;
    this.places = new Map();
    this.byAddress = new Map();
    for (const place of form.querySelectorAll("td.cell")) {
      this.places.set(`${place.dataset.row}:${place.dataset.column}`, place);
      if (place.dataset.address) this.byAddress.set(place.dataset.address, place);
    }
    for (const input of form.querySelectorAll("input.cell__value")) input.dataset.committed = input.value;
    this.rows = this.distinct("row");
    this.columns = this.distinct("column");
  }

  distinct(key) {
    return [...new Set([...this.places.values()].map((place) => Number(place.dataset[key])))].sort((a, b) => a - b);
  }

  /** The field of a cell, or its output when it is a total. */
  field(address) {
    return this.byAddress.get(address)?.querySelector(".cell__value");
  }

  input(address) {
    const field = this.field(address);
    return field?.tagName === "INPUT" ? field : null;
  }

  place(row, column) {
    return this.places.get(`${row}:${column}`);
  }

  /** Put in the text that the server keeps, with its version. */
  settle(address, text, version) {
    const field = this.field(address);
    if (!field) return;
    field.value = text;
    const place = field.closest("td.cell");
    place.querySelector(".cell__prefilled")?.remove();
    const reason = place.querySelector("[data-reason]");
    if (reason) reason.textContent = text.startsWith("н/д") ? text.replace(/^н\/д:?\s*/, "") : "";
    if (field.tagName !== "INPUT") return;
    field.dataset.committed = text;
    field.dataset.version = version;
    const seen = this.form.elements[`seen:${address}`];
    if (seen) seen.value = `${version}|${text}`;
  }

  /** The version of every answer on the page, by address. */
  versions() {
    const inputs = [...this.form.querySelectorAll("input.cell__value")];
    return Object.fromEntries(inputs.map((input) => [addressOf(input).address, Number(input.dataset.version)]));
  }

  /** The text the server keeps, as far as this page knows. */
  known(address) {
    const seen = this.form.elements[`seen:${address}`]?.value ?? "0|";
    return seen.slice(seen.indexOf("|") + 1);
  }

  /** The first cell still to be filled, else the first of all. */
  firstBlank() {
    const inputs = [...this.form.querySelectorAll("input.cell__value")];
    return inputs.find((input) => !input.value.trim()) ?? inputs[0];
  }

  /** Go to the nearest open cell in a direction; false when there is none. */
  move(input, rowStep, columnStep) {
    const { row, column } = addressOf(input);
    let at = this.rows.indexOf(row);
    let across = this.columns.indexOf(column);
    for (;;) {
      at += rowStep;
      across += columnStep;
      if (!(at in this.rows) || !(across in this.columns)) return false;
      const next = this.place(this.rows[at], this.columns[across])?.querySelector("input.cell__value");
      if (next) return focus(next);
    }
  }

  /** From the foot of a column go to the head of the next one; backwards with `by` −1. */
  wrap(input, by) {
    const rows = by > 0 ? this.rows : [...this.rows].reverse();
    let across = this.columns.indexOf(addressOf(input).column) + by;
    for (; across in this.columns; across += by) {
      for (const row of rows) {
        const next = this.place(row, this.columns[across])?.querySelector("input.cell__value");
        if (next) return focus(next);
      }
    }
    return false;
  }

  /** Open cells that a pasted block falls on: pairs of input and text; and how many fell outside. */
  spread(input, block) {
    const start = addressOf(input);
    const top = this.rows.indexOf(start.row);
    const left = this.columns.indexOf(start.column);
    const pairs = [];
    let outside = 0;
    block.forEach((line, down) =>
      line.forEach((text, right) => {
        const place = this.place(this.rows[top + down], this.columns[left + right]);
        const target = place?.querySelector("input.cell__value");
        if (target && text.trim()) pairs.push([target, text.trim()]);
        else if (!place && text.trim()) outside += 1;
      }),
    );
    return { pairs, outside };
  }
}

export function addressOf(input) {
  const place = input.closest("td.cell");
  return { address: place.dataset.address, row: Number(place.dataset.row), column: Number(place.dataset.column) };
}

export function focus(field) {
  field.focus();
  field.select?.();
  return true;
}
