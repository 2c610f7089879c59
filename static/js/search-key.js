// The key «/» leads to the search, unless the person is typing or the key is a part of another.

const box = document.getElementById("site-search");
const typing = "input, textarea, select, [contenteditable], [role=grid], [role=gridcell]";

// On a Russian keyboard the same key gives a full stop.
function isSlash(event) {
  return event.key === "/" || (event.code === "Slash" && !event.shiftKey);
}

document.addEventListener("keydown", (event) => {
  if (!box || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (!isSlash(event) || event.target.closest(typing)) return;
  event.preventDefault();
  box.focus();
  box.select();
});
