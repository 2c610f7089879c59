// Marking who came by keyboard: part of a name leaves the fitting rows, Enter marks the first of them.

const form = document.querySelector("[data-attendance]");
const search = form?.querySelector("[data-attendance-search]");

function plain(text) {
  return text.toLocaleLowerCase("ru").replaceAll("ё", "е");
}

function start() {
  const field = search.querySelector("input");
  const told = search.querySelector("[role=status]");
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => ({
    row,
    name: plain(row.querySelector("label").textContent),
    box: row.querySelector("[type=checkbox]"),
  }));
  const fitting = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    return rows.filter(({ name }) => words.every((word) => name.includes(word)));
  };
  const sift = () => {
    const found = new Set(fitting());
    for (const each of rows) each.row.hidden = !found.has(each);
    told.textContent = field.value ? `Найдено: ${found.size} из ${rows.length}.` : "";
  };
  field.addEventListener("input", sift);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [first] = fitting();
    if (!field.value.trim() || !first) return;
    first.box.checked = !first.box.checked;
    const label = first.row.querySelector("label").textContent;
    field.value = "";
    sift();
    told.textContent = `${label}: ${first.box.checked ? "отмечен" : "отметка снята"}.`;
  });
  search.hidden = false;
  field.focus();
}

if (search) start();
