// A long list of boxes to tick gets a field that leaves in sight those that match, and the ticked.

const LONG = 12;

function plain(text) {
  return text.toLocaleLowerCase("ru").replaceAll("ё", "е");
}

function addSearch(list) {
  const boxes = [...list.querySelectorAll("label")].filter((label) => label.querySelector("[type=checkbox]"));
  if (boxes.length <= LONG) return;
  const label = document.createElement("label");
  label.className = "choices-search";
  const field = Object.assign(document.createElement("input"), { type: "search", className: "form-control" });
  label.append("Найти в списке", field);
  const told = document.createElement("p");
  told.className = "form-text choices-told";
  told.setAttribute("role", "status");
  list.before(label, told);
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const box of boxes) {
      const isFound = words.every((word) => plain(box.textContent).includes(word));
      found += isFound;
      box.parentElement.hidden = !isFound && !box.querySelector("input").checked;
    }
    told.textContent = words.length ? `Найдено: ${found} из ${boxes.length}. Отмеченные видны всегда.` : "";
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // the form is not ready to be sent yet
  });
}

for (const list of document.querySelectorAll("div.choices")) addSearch(list);
