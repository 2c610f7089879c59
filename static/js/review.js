// The review page: links to cells open their section; a click on a cell begins a remark to it.

const form = document.getElementById("remark");

function reveal(id) {
  const target = id ? document.getElementById(id) : null;
  const section = target?.closest("details");
  if (section) {
    section.open = true;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }
}

/** Mark the cell that the remark is to, and say which it is; return it. */
function choose(address) {
  for (const place of document.querySelectorAll(".cell[data-chosen]")) {
    place.removeAttribute("data-chosen");
    place.querySelector(".cell__chosen")?.remove();
  }
  const place = [...document.querySelectorAll(".cell_remarkable")].find((one) => one.dataset.address === address);
  const words = form.querySelector("[data-cell-words]");
  words.textContent = "";
  if (!place) return null;
  const mark = document.createElement("span");
  mark.className = "cell__chosen";
  mark.textContent = "выбрана";
  place.querySelector(".cell__remark").after(mark);
  place.toggleAttribute("data-chosen", true);
  const value = place.querySelector(".cell__value").textContent.trim() || "пусто";
  words.textContent = `${place.querySelector(".cell__label").textContent.trim()} — ${value}`;
  return place;
}

function beginRemark(address) {
  form.elements.address.value = address;
  const history = form.querySelector("[data-cell-history]");
  history.href = `${history.dataset.history}?cell=${address}`;
  const place = choose(address);
  // On a wide screen the form stays at the bottom, and the cell has to be seen above it.
  if (getComputedStyle(form).position === "sticky") place?.scrollIntoView({ block: "nearest" });
  else form.scrollIntoView({ block: "center" });
  form.elements.text.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#c-']");
  if (link) {
    event.preventDefault();
    reveal(link.hash.slice(1));
    return;
  }
  const cell = event.target.closest(".cell_remarkable");
  if (cell) {
    event.preventDefault();
    beginRemark(cell.dataset.address);
  }
});

if (form) {
  form.elements.address.addEventListener("input", () => choose(form.elements.address.value.trim()));
  if (form.elements.address.value) choose(form.elements.address.value);
}

reveal(decodeURIComponent(location.hash.slice(1)));
