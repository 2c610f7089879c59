// Editing one cell where it stands: Ctrl+Enter or leaving it saves, Esc gives up.

import { Refusal, get, send } from "./plan-server.js";
import { focusCell, makeReachable, say, table, take, urlOf } from "./plan-rows.js";

const LABELS = {
  event_form: "Форма",
  name: "Наименование",
  period: "Срок",
  organisers: "Организаторы",
  responsibles: "Ответственные",
  place: "Место",
};
const LINES = new Set(["organisers", "responsibles"]);
const LONG = new Set(["name", "period", "organisers", "responsibles"]);

const REMOVED = "Этот пункт удалён. Ваш текст остался в ячейке: верните пункт, чтобы сохранить его.";

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function control(field, label, text) {
  const box = LONG.has(field)
    ? element("textarea", { rows: Math.max(3, text.split("\n").length + 1) })
    : element("input", { type: "text" });
  box.className = "form-control";
  box.value = text;
  box.setAttribute("aria-label", label);
  if (!LONG.has(field)) box.setAttribute("list", `choices-${field}`);
  return box;
}

// A second box under a list of lines: what is chosen there becomes one more line.
function adder(field, box) {
  const input = element("input", { type: "text", className: "form-control form-control-sm" });
  input.setAttribute("list", `choices-${field}`);
  input.setAttribute("aria-label", `Добавить из списка: ${LABELS[field].toLowerCase()}`);
  input.placeholder = "Добавить из списка";
  const known = new Set([...document.querySelectorAll(`#choices-${field} option`)].map((o) => o.value));
  const add = () => {
    if (!input.value.trim()) return false;
    box.value = [box.value.trim(), input.value.trim()].filter(Boolean).join("\n");
    input.value = "";
    return true;
  };
  input.addEventListener("input", () => known.has(input.value) && add());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && add()) event.preventDefault();
  });
  return { input, add };
}

function watchPeriod(box, place) {
  let timer;
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    try {
      const answer = await get(`${table.dataset.period}?${new URLSearchParams({ text: box.value })}`);
      if (turn === asked) place.replaceChildren(...answer.lines.map((line) => element("div", { textContent: line })));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  ask();
}

export class Editor {
  // `save(text, base)` returns the row that stands after saving; `row` is null for a new one.
  constructor(cell, { label, text, save, giveUp }) {
    this.cell = cell;
    this.row = cell.closest("tr");
    this.field = cell.dataset.field;
    this.base = text;
    this.saveText = save;
    this.onGiveUp = giveUp;
    this.kept = [...cell.childNodes];
    this.box = control(this.field, label, text);
    this.draw();
  }

  draw() {
    this.error = element("p", { className: "plan-editor__error", id: `error-${this.row.id || "new"}-${this.field}` });
    this.error.setAttribute("role", "alert");
    this.box.setAttribute("aria-describedby", this.error.id);
    const save = element("button", { type: "button", className: "btn btn-sm btn-primary", textContent: "Сохранить" });
    const cancel = element("button", { type: "button", className: "btn btn-sm btn-link", textContent: "Отменить" });
    save.addEventListener("click", () => this.save(true));
    cancel.addEventListener("click", () => this.close(true));
    this.buttons = element("div", { className: "plan-editor__buttons" }, save, cancel);
    this.frame = element("div", { className: "plan-editor" }, this.box);
    if (this.field === "period") {
      const place = element("div", { className: "plan-editor__meaning" });
      place.setAttribute("role", "status");
      this.frame.append(place);
      watchPeriod(this.box, place);
    }
    if (LINES.has(this.field)) {
      this.adder = adder(this.field, this.box);
      this.frame.append(this.adder.input);
    }
    this.frame.append(this.error, this.buttons);
    this.frame.addEventListener("keydown", (event) => this.key(event));
    this.frame.addEventListener("focusout", () => setTimeout(() => this.left()));
    this.cell.dataset.editing = "1";
    this.cell.replaceChildren(this.frame);
    makeReachable(this.cell);
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
  }

  get isChanged() {
    return this.box.value !== this.base || Boolean(this.adder?.input.value.trim());
  }

  key(event) {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      if (!this.conflict) this.close(true);
    } else if (event.key === "Enter" && (event.ctrlKey || this.box.tagName === "INPUT") && !this.conflict) {
      event.preventDefault();
      this.save(true);
    }
  }

  left() {
    if (this.frame.contains(document.activeElement) || this.conflict || this.isDone) return;
    this.save(false);
  }

  async save(refocus, base = this.base) {
    this.adder?.add();
    if (this.isBusy) return;
    if (!this.isChanged && base === this.base) {
      this.close(refocus);
      return;
    }
    this.isBusy = true;
    this.box.readOnly = true;
    this.error.textContent = "";
    try {
      const answer = await this.saveText(this.box.value, base);
      this.finish(answer, refocus);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused(error);
    } finally {
      this.isBusy = false;
      this.box.readOnly = false;
    }
  }

  finish(answer, refocus) {
    this.isDone = true;
    const active = document.activeElement;
    const stays = refocus || active === document.body || this.frame.contains(active);
    delete this.cell.dataset.editing;
    const row = take(answer);
    if (stays) focusCell(row.querySelector(`[data-field="${this.field}"]`));
    say("Сохранено.");
  }

  // Gives the cell back as it was.
  close(refocus) {
    this.isDone = true;
    delete this.cell.dataset.editing;
    this.cell.replaceChildren(...this.kept);
    if (this.onGiveUp) this.onGiveUp();
    else if (refocus) focusCell(this.cell);
  }

  refused(error) {
    if (error.answer.conflict) {
      this.showConflict(error.answer);
      return;
    }
    if (error.answer.removed) {
      this.endConflict();
      this.offerRestoring();
    }
    this.error.textContent = error.message;
    if (!this.conflict) this.box.focus();
  }

  offerRestoring() {
    if (this.buttons.querySelector("[data-restore]")) return;
    const button = element("button", { type: "button", className: "btn btn-sm btn-outline-primary", textContent: "Вернуть пункт и сохранить" });
    button.dataset.restore = "1";
    button.addEventListener("click", async () => {
      try {
        await send(urlOf(this.row, "restore"));
        button.remove();
        await this.save(true);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.refused(error);
      }
    });
    this.buttons.prepend(button);
  }

  showConflict(answer) {
    this.conflict?.remove();
    const template = document.createElement("template");
    template.innerHTML = answer.conflict;
    this.conflict = template.content.firstElementChild;
    this.theirs = answer.theirs;
    for (const part of this.frame.children) if (part !== this.error) part.hidden = true;
    this.frame.append(this.conflict);
    this.conflict.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-settle]")?.dataset.settle;
      if (choice) this.settle(choice);
    });
    this.conflict.querySelector("button").focus();
  }

  endConflict() {
    this.conflict?.remove();
    this.conflict = null;
    for (const part of this.frame.children) part.hidden = false;
  }

  async settle(choice) {
    const merge = this.conflict.querySelector(".plan-conflict__merge");
    const merged = merge.querySelector("textarea");
    if (choice === "merge") {
      merge.hidden = false;
      this.conflict.querySelector('[data-settle="merge"]').hidden = true;
      this.conflict.querySelector('[data-settle="merged"]').hidden = false;
      merged.focus();
    } else if (choice === "theirs") {
      await this.keepTheirs();
    } else {
      if (choice === "merged") this.box.value = LONG.has(this.field) ? merged.value : merged.value.replace(/\s*\n\s*/g, " ");
      await this.save(true, this.theirs);
    }
  }

  async keepTheirs() {
    try {
      const answer = await get(urlOf(this.row, "row"));
      if (!answer.row) throw new Refusal(REMOVED, { removed: true });
      this.finish(answer, true);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused(error);
    }
  }
}

const open = new Set();

function track(editor) {
  for (const old of open) if (old.isDone) open.delete(old);
  open.add(editor);
  return editor;
}

// A page that is left with unsaved text asks first.
window.addEventListener("beforeunload", (event) => {
  if ([...open].some((editor) => !editor.isDone && editor.isChanged)) event.preventDefault();
});

export function editCell(cell) {
  if (cell.dataset.editing) return;
  const row = cell.closest("tr");
  const number = row.querySelector("[data-number]").textContent;
  track(
    new Editor(cell, {
      label: `${LABELS[cell.dataset.field]}, пункт ${number}`,
      text: cell.dataset.text,
      save: (text, base) => send(urlOf(row, "field"), { field: cell.dataset.field, text, base }),
    }),
  );
}

// A new row in its place: it is sent to the server when it has a name.
export function addRow({ place, insert, giveUp }) {
  const cell = element("td", { colSpan: 8 });
  cell.setAttribute("role", "gridcell");
  cell.dataset.field = "name";
  const row = element("tr", { className: "plan-draft" }, cell);
  row.setAttribute("role", "row");
  insert(row);
  const editor = track(
    new Editor(cell, {
      label: "Наименование нового пункта",
      text: "",
      save: (text) => send(table.dataset.add, { name: text, ...place }),
      giveUp: () => {
        row.remove();
        giveUp();
      },
    }),
  );
  const finish = editor.finish.bind(editor);
  editor.finish = (answer, refocus) => {
    row.remove();
    finish(answer, refocus);
  };
  row.scrollIntoView({ block: "nearest" });
}
