// The designer of forms: arrows go over the cells of the table, Ctrl+Enter adds the typed lines.
// What is pressed or typed while the server answers waits for the answer: it brings a new table.

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
  form.querySelector("[type=submit]").click();
}

const SENDING = "#designer .htmx-request";
const waiting = []; // ids of buttons pressed meanwhile
let typed = [];

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#designer button[id]");
  if (!button || !document.querySelector(SENDING)) return;
  event.preventDefault();
  event.stopPropagation();
  waiting.push(button.id);
}, true);

document.addEventListener("htmx:beforeSwap", (event) => {
  const sent = event.detail.requestConfig.elt.closest("form");
  const fields = [...document.querySelectorAll("#designer form[data-lines] :is(textarea, input:not([type=hidden]))")];
  typed = fields.filter((field) => field.form !== sent && field.value).map(({ id, value }) => [id, value]);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const [id, value] of typed.splice(0)) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
  if (waiting.length && !document.querySelector(SENDING)) document.getElementById(waiting.shift())?.click();
});

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => waiting.splice(0));
}
