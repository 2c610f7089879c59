// The keyboard of a spreadsheet: arrows, Enter, Esc, Ctrl+Z, and pasting a block.

import { addressOf, focus } from "./sheet.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Keyboard {
  /** `commit(inputs)` saves what now stands in them; `tell(text)` says something to the person. */
  constructor(sheet, commit, restore, tell) {
    this.sheet = sheet;
    this.commit = commit;
    this.restore = restore;
    this.tell = tell;
    this.undone = [];
    this.listen(sheet.form);
  }

  listen(form) {
    form.addEventListener("keydown", (event) => isCell(event.target) && this.press(event));
    form.addEventListener("paste", (event) => isCell(event.target) && this.paste(event));
    form.addEventListener("change", (event) => isCell(event.target) && this.keep([event.target]));
    form.addEventListener("focusin", (event) => isCell(event.target) && event.target.select());
  }

  /** Remember what the cells were, for Ctrl+Z, and save them. */
  keep(inputs) {
    const changed = inputs.filter((input) => input.value.trim() !== input.dataset.committed);
    if (!changed.length) return;
    this.undone.push(changed.map((input) => [addressOf(input).address, input.dataset.committed]));
    for (const input of changed) input.dataset.committed = input.value.trim();
    this.commit(changed);
  }

  press(event) {
    const input = event.target;
    if (event.key === "Enter") this.enter(event, input);
    else if (event.key in ARROWS) this.arrow(event, input);
    else if (event.key === "Escape") this.escape(event, input);
    else if (event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey) this.undo(event, input);
  }

  enter(event, input) {
    event.preventDefault();
    const by = event.shiftKey ? -1 : 1;
    this.keep([input]);
    if (!this.sheet.move(input, by, 0)) this.sheet.wrap(input, by);
  }

  arrow(event, input) {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const [down, right] = ARROWS[event.key];
    if (right && !atEdge(input, right)) return;
    if (this.sheet.move(input, down, right)) event.preventDefault();
  }

  escape(event, input) {
    if (input.value === input.dataset.committed) return;
    event.preventDefault();
    input.value = input.dataset.committed;
    input.select();
    this.restore(input);
  }

  undo(event, input) {
    // While a text is being typed, the browser's own undo works on it.
    if (input.value.trim() !== input.dataset.committed) return;
    event.preventDefault();
    const cells = this.undone.pop();
    if (!cells) return;
    const inputs = cells.map(([address, text]) => {
      const field = this.sheet.input(address);
      field.value = field.dataset.committed = text;
      return field;
    });
    this.commit(inputs);
    focus(inputs[0]);
  }

  paste(event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const block = text.split("\n").map((line) => line.split("\t"));
    const { pairs, outside } = this.sheet.spread(event.target, block);
    for (const [input, value] of pairs) input.value = value;
    this.keep(pairs.map(([input]) => input));
    this.tell(pairs.length, outside);
  }
}

function isCell(target) {
  return target.matches?.("input.cell__value");
}

function atEdge(input, direction) {
  const { selectionStart: from, selectionEnd: to, value } = input;
  if (from === 0 && to === value.length) return true;
  return from === to && (direction < 0 ? from === 0 : to === value.length);
}
