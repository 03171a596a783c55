// Moving a card by hand: each week says whether the move holds before the card is let go.

const announce = document.querySelector("[data-announce]");
const weeks = [...document.querySelectorAll(".week[data-open]")];
let moved = null; // the card under way, with what the service says of it
let over = null;

const verdictOf = (week) => week.querySelector("[data-verdict]");

const say = (week, trial) => {
  const verdict = verdictOf(week);
  verdict.hidden = false;
  verdict.classList.toggle("verdict--holds", trial.holds);
  verdict.textContent = trial.here ? "C'est sa semaine." : trial.words.join("\n");
};

const ask = async (code) => {
  const answer = await fetch(`/semaines/essais/${code}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const { weeks: trials } = await answer.json();
  return new Map(trials.map((trial) => [trial.week, trial]));
};

const clear = () => {
  for (const week of weeks) { week.classList.remove("week--over-it"); verdictOf(week).hidden = true; }
  moved?.card.classList.remove("dragged");
  moved = over = null;
};

const look = (week) => {
  for (const each of weeks) each.classList.toggle("week--over-it", each === week);
  const trial = moved?.trials?.get(week.dataset.week);
  if (trial) announce.textContent = `${moved.card.dataset.name}. ${verdictOf(week).textContent}`;
};

for (const card of document.querySelectorAll("[data-card]")) {
  card.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", card.dataset.card);
    event.dataTransfer.effectAllowed = "move";
    card.classList.add("dragged");
    const mine = (moved = { card, trials: null });
    ask(card.dataset.card).then((trials) => {
      if (moved !== mine) return;
      mine.trials = trials;
      for (const week of weeks) if (trials.has(week.dataset.week)) say(week, trials.get(week.dataset.week));
      if (over) look(over);
    }).catch(() => { announce.textContent = "Le service ne répond pas : la carte reste où elle est."; });
  });
  card.addEventListener("dragend", clear);
}

for (const week of weeks) {
  week.addEventListener("dragover", (event) => {
    if (over !== week) { over = week; look(week); }
    const trial = moved?.trials?.get(week.dataset.week);
    if (trial && !trial.here && trial.worth) event.preventDefault();
  });
  week.addEventListener("drop", (event) => {
    event.preventDefault();
    const form = week.querySelector("[data-drop-form]");
    form.elements.eleve.value = moved.card.dataset.card;
    form.submit();
  });
}
