/** The wheel scrolls the page and never turns the number in a focused field: nobody sees that it changed. */
window.addEventListener("wheel", (event) => {
  const field = event.composedPath()[0];
  if (!(field instanceof HTMLInputElement) || field.type !== "number" || !field.matches(":focus")) return;
  field.blur();
  requestAnimationFrame(() => field.focus({ preventScroll: true }));
}, { capture: true, passive: true });
