// An address that is to be copied: one button instead of selecting it by hand.
for (const copy of document.querySelectorAll("[data-copy]")) {
  const field = copy.querySelector("input");
  const button = copy.querySelector("[data-do]");
  const done = copy.parentElement.querySelector("[data-done]");
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      done.hidden = false;
    } catch {
      field.focus();
    }
  });
}
