// A button that ticks all boxes of one name at once; without scripts it sends the form to have that done.

function boxesOf(button) {
  return [...button.form.querySelectorAll(`[type=checkbox][name="${button.dataset.markAll}"]`)];
}

for (const button of document.querySelectorAll("[data-mark-all]")) {
  const told = document.createElement("span");
  told.className = "form-text ms-2";
  told.setAttribute("role", "status");
  button.after(told);
  button.type = "button";
  button.addEventListener("click", () => {
    const boxes = boxesOf(button);
    for (const box of boxes) box.checked = true;
    told.textContent = `Отмечены все: ${boxes.length}.`;
  });
}
