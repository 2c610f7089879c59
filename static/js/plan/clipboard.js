// Copying cells, and pasting a block from Excel, Word or the plan itself, seen before it is written.

import { Refusal, send } from "./server.js";
import { canMove, cellOf, reachableCell, seenFields, rootUrl, say, showError, table, textOf } from "./rows.js";
import { isRange, range } from "./grid.js";
import { markedRows } from "./marks.js";
import { act, tried } from "./sync.js";

const MOST_ROWS = 500;
const MOST_LETTERS = 4_000_000;
const dialog = document.getElementById("paste-dialog");

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function gridCell() {
  const cell = document.activeElement?.closest?.("tr[data-item] > td, tr[data-item] > th");
  return cell && !cell.dataset.editing && document.activeElement === cell ? cell : null;
}

// In a spreadsheet every cell is a text: «=1+1» must not become a sum there.
function htmlOf(block) {
  const cells = (row) => row.map((text) => `<td style="mso-number-format:'\\@'">${escaped(text).replaceAll("\n", "<br>")}</td>`).join("");
  return `<meta charset="utf-8"><table>${block.map((row) => `<tr>${cells(row)}</tr>`).join("")}</table>`;
}

function onCopy(event) {
  const cell = gridCell();
  if (!cell || !window.getSelection().isCollapsed) return;
  const marked = markedRows();
  const picked = !isRange() && marked.length ? { rows: marked, fields: seenFields() } : range(cell);
  if (!picked.rows.length) return;
  event.preventDefault();
  const block = picked.rows.map((row) => picked.fields.map((field) => textOf(cellOf(row, field))));
  event.clipboardData.setData("text/plain", block.map((row) => row.map(quoted).join("\t")).join("\n"));
  event.clipboardData.setData("text/html", htmlOf(block));
  say(`Скопировано: строк ${block.length}, столбцов ${block[0].length}.`);
}

function targetOf(cell) {
  const picked = range(cell);
  const first = picked.rows[0];
  // A block stays in its section: what is longer becomes new rows at the end of it.
  const rows = [...first.parentElement.querySelectorAll("tr[data-item]")];
  const below = isRange() ? picked.rows : rows.slice(rows.indexOf(first));
  const seen = seenFields();
  const fields = isRange() ? picked.fields : seen.slice(seen.indexOf(cell.dataset.field));
  return {
    rows: below.slice(0, MOST_ROWS).map((row) => row.dataset.item).join(","),
    fields: fields.join(","),
    height: picked.rows.length,
    width: picked.fields.length,
    may_add: canMove() && !isRange() ? "1" : "",
  };
}

async function onPaste(event) {
  const cell = gridCell();
  if (!cell?.dataset.field) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain");
  const html = event.clipboardData.getData("text/html");
  if (text.length + html.length > MOST_LETTERS) {
    showError("Вставлено слишком много. Скопируйте таблицу частями или загрузите её через «Загрузить из файла».");
    return;
  }
  const target = targetOf(cell);
  const asked = await tried(() => send(rootUrl("paste"), { text, html: html.includes("<t") ? html : "", ...target }));
  if (!asked) return;
  const isOne = asked.good && asked.cells.length === 1 && !asked.added.length;
  if (isOne) write(asked, cell);
  else preview(asked, cell);
}

function preview(asked, cell) {
  dialog.querySelector("[data-preview]").innerHTML = asked.html;
  dialog.querySelector("[data-error]").textContent = "";
  const paste = dialog.querySelector('[value="paste"]');
  paste.hidden = !asked.good;
  dialog.returnValue = "";
  dialog.showModal();
  if (asked.good) paste.focus();
  dialog.querySelector("form").onsubmit = async (event) => {
    if (event.submitter?.value !== "paste") return;
    event.preventDefault();
    try {
      await written(asked, cell);
      dialog.close();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      dialog.querySelector("[data-error]").textContent = error.message;
    }
  };
  // The cell is drawn anew with what was pasted: the person stands in the fresh one.
  dialog.onclose = () => (cell.isConnected ? cell : reachableCell())?.focus();
}

async function written(asked, cell) {
  const last = [...cell.closest("tbody").querySelectorAll("tr[data-item]")].at(-1);
  const answer = await act(rootUrl("cells"), {
    kind: "paste",
    cells: JSON.stringify(asked.cells),
    added: JSON.stringify(asked.added),
    after: last.dataset.item,
  });
  say(answer.said);
}

function write(asked, cell) {
  return tried(() => written(asked, cell));
}

if (table && "live" in table.dataset) {
  document.addEventListener("copy", onCopy);
  document.addEventListener("paste", onPaste);
}
