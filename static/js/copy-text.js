// Buttons that copy a text in one click; without scripts they stay hidden and a click selects it.

const SAID_FOR = 4000;

function select(source) {
  const selection = getSelection();
  selection.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(source);
  selection.addRange(range);
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    return "Скопировано";
  } catch {
    // No clipboard on a page without TLS: the older way, or at least the selection.
    select(source);
    const isDone = document.execCommand("copy");
    return isDone ? "Скопировано" : "Текст выделен: нажмите Ctrl+C";
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const status = document.querySelector(`[data-copied="${button.dataset.copy}"]`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = await copy(source);
    setTimeout(() => {
      status.textContent = "";
    }, SAID_FOR);
  });
}
