// Tables on narrow screens: those of rows become cards, others say in words that they go on to the
// side. Lists made by the server are cards already; here are those written by hand.

const HINT = "шире экрана: её можно двигать вбок.";
const MATRICES = ".data_cards, .data_figures, .data_grouped, .data_narrow, [role=grid]";

function makeCards(table) {
  const heads = [...(table.tHead?.rows ?? [])];
  if (heads.length !== 1 || table.matches(MATRICES)) return;
  const words = [...heads[0].cells].map((cell) => cell.textContent.trim());
  for (const body of table.tBodies) {
    for (const row of body.rows) {
      if (row.cells.length !== words.length) continue;
      [...row.cells].slice(1).forEach((cell, at) => (cell.dataset.label = words[at + 1]));
    }
  }
  table.classList.add("data_cards");
}

function tellWidth(region) {
  const isWide = region.scrollWidth > region.clientWidth + 1;
  const before = region.previousElementSibling;
  const hint = before?.matches(".table-hint") ? before : null;
  if (!isWide) hint?.remove();
  else if (!hint) {
    const words = document.createElement("p");
    words.className = "table-hint";
    words.textContent = `${region.querySelector("table") ? "Таблица" : "Картинка"} ${HINT}`;
    region.before(words);
  }
}

// A table may grow or shrink while its region stays, as when its style comes late.
const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => tellWidth(target.closest(".table-scroll"))));

function look(place) {
  for (const table of place.querySelectorAll(".table-scroll > table.data")) makeCards(table);
  for (const part of place.querySelectorAll(".table-scroll, .table-scroll > table")) sizes.observe(part);
}

look(document);
document.body.addEventListener("htmx:afterSwap", () => look(document));
