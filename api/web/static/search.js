// Follows a search as the service tells of it, and goes on to its answer.

const place = document.querySelector("[data-search]");
const part = (name) => place.querySelector(`[data-${name}]`);
const steps = [];
const began = Date.now();

const show = (progress) => {
  if (!progress) return;
  part("now").textContent = progress.of ? `${progress.label} : ${progress.done} sur ${progress.of}` : progress.label;
  if (steps.at(-1) !== progress.label) steps.push(progress.label);
  const before = steps.slice(-5, -1);
  part("steps").textContent = before.length ? `Déjà réglé : ${before.join(", ").toLowerCase()}.` : "";
  const known = progress.value !== null && progress.value !== undefined;
  part("figures").hidden = !known;
  if (known) {
    part("best").textContent = progress.value;
    part("bound").textContent = progress.bound ?? "…";
  }
};

const stream = new EventSource(place.dataset.search);
stream.addEventListener("progress", (event) => show(JSON.parse(event.data).progress));
for (const end of ["done", "failed", "cancelled"]) {
  stream.addEventListener(end, () => { stream.close(); location.reload(); });
}

setInterval(() => {
  part("elapsed").textContent = `Depuis ${Math.round((Date.now() - began) / 1000)} s. `;
}, 1000);
