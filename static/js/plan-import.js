// Loading a plan: tables pasted from Word and Excel, and the keyboard's place after a change.

const CELL_LIMIT = 20000;

/** Write the tables of the pasted page anew: cells and their texts only, no styles. */
function plainTables(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const out = document.implementation.createHTMLDocument("");
  for (const table of page.querySelectorAll("table")) {
    if (table.parentElement.closest("table")) continue;
    const copy = out.body.appendChild(out.createElement("table"));
    for (const row of table.rows) {
      const line = copy.appendChild(out.createElement("tr"));
      for (const cell of row.cells) {
        const made = line.appendChild(out.createElement("td"));
        if (cell.colSpan > 1) made.colSpan = cell.colSpan;
        if (cell.rowSpan > 1) made.rowSpan = cell.rowSpan;
        fill(out, made, cell);
      }
    }
  }
  return out.body.innerHTML;
}

const SILENT = new Set(["STYLE", "SCRIPT", "TEMPLATE"]);
const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "TR"]);
const LISTS = new Set(["OL", "UL", "LI"]);

/** Copy the text of a cell, its line breaks and lists kept: a list may hold the numbers. */
function fill(out, made, cell) {
  let left = CELL_LIMIT;
  const walk = (from, to) => {
    for (const node of from.childNodes) {
      if (left <= 0 || SILENT.has(node.nodeName)) continue;
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.textContent.replace(/\s+/g, " ").slice(0, left);
        left -= text.length;
        to.append(text);
      } else if (node.nodeName === "BR") {
        to.append(out.createElement("br"));
      } else if (LISTS.has(node.nodeName)) {
        const list = to.appendChild(out.createElement(node.nodeName));
        for (const name of ["start", "value"]) {
          if (node.hasAttribute(name)) list.setAttribute(name, node.getAttribute(name));
        }
        walk(node, list);
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        walk(node, to);
        if (BLOCKS.has(node.nodeName)) to.append(out.createElement("br"));
      }
    }
  };
  walk(cell, made);
}

const area = document.querySelector("textarea[data-paste]");
if (area) {
  const hidden = area.form.elements.namedItem("html");
  const status = document.querySelector("[data-paste-status]");
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const tables = html.includes("<t") ? plainTables(html) : "";
    if (!tables) return;
    event.preventDefault();
    area.value = event.clipboardData.getData("text/plain");
    hidden.value = tables;
    status.textContent = "Таблица вставлена вместе с ячейками. Нажмите «Прочитать таблицу».";
  });
  // Once the person edits the text by hand, her text counts, not the cells that were pasted.
  area.addEventListener("input", () => {
    hidden.value = "";
    status.textContent = "";
  });
}

let place = "";

// A second click on rows that are just being replaced would be lost: until then they take none.
// Choices of one group are gone through by arrows: each sends all of them, the last one counts.
document.addEventListener("htmx:beforeRequest", (event) => {
  const source = event.detail.elt;
  place = source.id ? `#${source.id}` : rowSelector(source);
  document.getElementById("import").inert = source.type !== "radio";
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) document.getElementById("import").inert = false;
});

document.addEventListener("htmx:afterSettle", () => {
  if (!place) return;
  const target = document.querySelector(place);
  const row = target?.matches("tr") ? target.querySelector("textarea, summary") : target;
  row?.focus({ preventScroll: false });
  place = "";
});

function rowSelector(source) {
  const row = source.closest("tr[id]");
  return row ? `#${row.id}` : "";
}
