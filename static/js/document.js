// The page that waits for a document: the file that has become ready downloads by itself.

document.body.addEventListener("htmx:afterSwap", () => {
  const link = document.querySelector("#document-status [data-document]");
  if (link) location.assign(link.href);
});

// Whoever comes back to this page later sees it, and is not given the file a second time.
const here = new URL(location.href);
if (here.searchParams.has("start")) {
  here.searchParams.delete("start");
  history.replaceState(history.state, "", here);
}
