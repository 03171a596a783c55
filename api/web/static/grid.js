// The weekly grid: each choice becomes a square to be painted by click, by dragging, or by the keys.
// The choices stay in the form, unseen: they are what is sent.

const STATES = ["yes", "avoid", "no"];
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

for (const grid of document.querySelectorAll("[data-grid]")) paintable(grid);

function paintable(grid) {
  const told = grid.querySelector("[data-told]");
  const faces = new Map([...grid.querySelectorAll("template")].map((face) => [face.dataset.state, face]));
  const rows = [...grid.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map(square));
  const squares = rows.flat().filter(Boolean);
  let brush = null;
  let pointer = "";

  function square(cell) {
    const choice = cell.querySelector("select");
    if (!choice) return null;
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    cell.append(button);
    choice.hidden = true;
    const made = { button, choice, state: () => choice.value, show };
    function show() {
      button.className = `slot slot--${choice.value}`;
      button.replaceChildren(faces.get(choice.value).content.cloneNode(true));
      button.setAttribute("aria-label", `${choice.getAttribute("aria-label")} : ${words()}`);
    }
    function words() { return choice.selectedOptions[0].textContent; }
    show();
    return made;
  }

  function paint(each, state) {
    if (each.state() === state) return;
    each.choice.value = state;
    each.show();
    told.textContent = each.button.getAttribute("aria-label");
  }

  const next = (each) => STATES[(STATES.indexOf(each.state()) + 1) % STATES.length];
  const of = (target) => squares.find((each) => each.button.contains(target));

  function reach(each) {
    for (const other of squares) other.button.tabIndex = other === each ? 0 : -1;
    each.button.focus();
  }

  function neighbour(each, [down, right]) {
    let row = rows.findIndex((some) => some.includes(each));
    let column = rows[row].indexOf(each);
    for (;;) {
      row += down;
      column += right;
      if (!(column in (rows[row] ?? []))) return null;
      // What takes a slot every week is stepped over.
      if (rows[row][column]) return rows[row][column];
    }
  }

  grid.addEventListener("pointerdown", (event) => {
    const each = of(event.target);
    pointer = event.pointerType;
    // A finger that moves scrolls the page: it paints square by square, by tapping.
    if (!each || pointer !== "mouse" || event.button !== 0) return;
    brush = next(each);
    paint(each, brush);
  });
  grid.addEventListener("pointerover", (event) => {
    const each = brush && of(event.target);
    if (each) paint(each, brush);
  });
  addEventListener("pointerup", () => { brush = null; });
  grid.addEventListener("click", (event) => {
    const each = of(event.target);
    if (!each) return;
    reach(each);
    if (event.detail === 0 || pointer !== "mouse") paint(each, next(each));
  });
  grid.addEventListener("keydown", (event) => {
    const each = of(event.target);
    const step = STEPS[event.key];
    if (!each || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = neighbour(each, step);
    if (!to) return;
    if (event.shiftKey) paint(to, each.state());
    reach(to);
  });

  if (squares.length) squares[0].button.tabIndex = 0;
  grid.querySelector("[data-painting]").hidden = false;
}
