// The designer of forms: arrows go over the cells of the table, Ctrl+Enter adds the typed lines.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

document.addEventListener("keydown", (event) => {
  if (event.target.matches?.(".draft-cell") && event.key in ARROWS) move(event);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
});

function move(event) {
  const [down, right] = ARROWS[event.key];
  const { row, column } = event.target.dataset;
  const place = `[data-row="${Number(row) + down}"][data-column="${Number(column) + right}"]`;
  const next = event.target.closest("table").querySelector(`.draft-cell${place}`);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function send(event) {
  const form = event.target.closest?.("form[data-lines]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}
