// The order of the levels, moved in place: the buttons do the same through the service where scripts are off.
const list = document.querySelector("[data-levels]");
const told = document.querySelector("[data-told]");
const pressed = [...document.querySelectorAll(".order")];

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  event.preventDefault();
  const level = button.closest("li");
  const down = button.dataset.step === "1";
  const other = down ? level.nextElementSibling : level.previousElementSibling;
  if (!other) return;
  if (down) other.after(level);
  else other.before(level);
  for (const each of list.children) {
    each.querySelector('[data-step="-1"]').disabled = each === list.firstElementChild;
    each.querySelector('[data-step="1"]').disabled = each === list.lastElementChild;
  }
  // At an end its button sleeps; the other one of the same level is where the reader goes on.
  (button.disabled ? level.querySelector("[data-step]:enabled") : button).focus();
  const place = [...list.children].indexOf(level) + 1;
  told.textContent = `${level.querySelector("strong").textContent} : priorité ${place}`;
  for (const order of pressed) {
    order.setAttribute("aria-pressed", "false");
    order.classList.remove("order--chosen");
    order.querySelector(".icon")?.remove();
  }
});
