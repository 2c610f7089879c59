// Alt + Page Down and Alt + Page Up lead to the next library and back, the same section of it.

/** `settle()` saves what was typed; where it answers false, the person stays. */
export function watchBranches(settle) {
  document.addEventListener("keydown", async (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = document.querySelector(`[data-branch="${event.key}"]`);
    if (!link) return;
    event.preventDefault();
    document.activeElement?.blur();
    if (await settle()) location.assign(link.href);
  });
}
