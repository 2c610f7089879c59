// Quick entry by keyboard. In every such form Ctrl + Enter sends it from any field, long texts
// included. In the quick line of the log Enter does so from lists too, and Alt + N leads there.

for (const place of document.querySelectorAll("[data-quick-form]")) {
  const form = place.matches("form") ? place : place.querySelector("form");
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented) return;
    const isSent = event.ctrlKey || event.metaKey || event.target.matches("[data-quick-line] select");
    if (!isSent) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=again]"));
  });
}

const line = document.querySelector("[data-quick-line]");
if (line) {
  const start = line.querySelector("[data-quick-start]");
  document.addEventListener("keydown", (event) => {
    // By the place of the key, so that it works in the Russian layout too.
    if (event.code !== "KeyN" || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    start.focus();
    start.select();
  });
  const kind = line.querySelector("[name=form]");
  kind.addEventListener("change", () => {
    if (kind.value === "group") line.querySelector("details").open = true;
  });
  nameAll(start, kind);
}

// Several who asked are a group: the form is chosen, and all the names are told below the line.
function nameAll(start, kind) {
  const told = document.createElement("div");
  told.className = "form-text";
  told.setAttribute("role", "status");
  start.closest(".field").append(told);
  const tell = () => {
    const names = start.value.split(";").map((name) => name.trim()).filter(Boolean);
    const isGroup = names.length > 1;
    told.textContent = isGroup ? `Названо ${names.length}: ${names.join("; ")}` : "";
    if (isGroup && kind.value !== "group") {
      kind.value = "group";
      kind.dispatchEvent(new Event("change"));
    }
  };
  for (const event of ["input", "change", "blur"]) start.addEventListener(event, tell);
}
