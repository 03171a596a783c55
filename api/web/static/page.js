// What every page does: menus that close by themselves, the first error in sight, word of a lost connection.

for (const menu of document.querySelectorAll("[data-drop]")) {
  const close = () => { menu.open = false; };
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { close(); menu.querySelector("summary").focus(); }
  });
}

document.querySelector("[data-focus]")?.focus();

const offline = document.querySelector("[data-offline]");
const tell = () => { offline.hidden = navigator.onLine; };
addEventListener("online", tell);
addEventListener("offline", tell);
tell();

// A button that has been pressed cannot be pressed again while its answer is on the way.
addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button) return;
  setTimeout(() => { button.setAttribute("aria-disabled", "true"); button.disabled = true; });
});
// A page that comes back from the history must not keep its buttons asleep.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll('button[aria-disabled="true"]')) {
    button.disabled = false;
    button.removeAttribute("aria-disabled");
  }
});
