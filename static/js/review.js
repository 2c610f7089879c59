// The review page: links to cells open their section; a click on a cell begins a remark to it.

function reveal(id) {
  const target = id ? document.getElementById(id) : null;
  const section = target?.closest("details");
  if (section) {
    section.open = true;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }
}

function beginRemark(address) {
  const form = document.getElementById("remark");
  form.elements.address.value = address;
  const history = form.querySelector("[data-cell-history]");
  history.href = `${history.dataset.history}?cell=${address}`;
  form.scrollIntoView({ block: "center" });
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

reveal(decodeURIComponent(location.hash.slice(1)));
