// What is not written yet: editors with a changed text, and texts on their way to the server.

export const open = new Set();
const underway = new Set();

// Counts a text as unsaved until the server has answered.
export async function untilAnswered(work) {
  underway.add(work);
  try {
    await work;
  } finally {
    underway.delete(work);
  }
}

const changed = () => [...open].filter((editor) => editor.isChanged);

export const isUnsaved = () => underway.size > 0 || changed().length > 0;

// Writes what is typed and waits for the answers; tells whether all of it is written.
export async function settled() {
  for (const editor of changed()) if (!editor.conflict) editor.save("");
  while (underway.size) await Promise.allSettled([...underway]);
  return !isUnsaved();
}

// A page that is left with unsaved text asks first.
window.addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});
