// Quick entry by keyboard: Ctrl + Enter sends the form from any field, long texts included.

for (const form of document.querySelectorAll("[data-quick-form] form")) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=again]"));
  });
}
