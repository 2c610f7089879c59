// A refused form: its errors get the focus, the tab says «Ошибка», and each error leads to its field.

const MARK = "Ошибка: ";

function show(place) {
  const list = place.querySelector(".error-list");
  const bare = document.title.startsWith(MARK) ? document.title.slice(MARK.length) : document.title;
  document.title = document.querySelector(".error-list") ? MARK + bare : bare;
  list?.focus();
}

// Browsers that know `autofocus` only of fields need to be told; a part of a page always does.
if (document.querySelector(".error-list")) show(document);
document.body.addEventListener("htmx:afterSettle", (event) => show(event.detail.elt));

document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-list a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus({ preventScroll: true });
  // The label is above the field, and is to be seen with it.
  (field.closest(".field, fieldset") ?? field).scrollIntoView({ block: "start" });
});
