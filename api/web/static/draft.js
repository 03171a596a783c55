// Sends what is typed to the service a moment later, and says so; nothing is kept in the browser.

const PAUSE = 1200;
const form = document.querySelector("form[data-draft]");
const said = document.querySelector("[data-draft-said]");
let timer = 0;
let onTheWay = null;

async function keep() {
  timer = 0;
  onTheWay = new AbortController();
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "text/plain" },
      signal: onTheWay.signal,
    });
    const text = answer.status === 401
      ? "Votre connexion est terminée : le brouillon n'est plus enregistré. Envoyez, puis reconnectez-vous : rien ne sera perdu."
      : await answer.text();
    said.textContent = answer.ok || answer.status === 401 || answer.status === 422
      ? text : "Le brouillon n'a pas pu être enregistré. Votre saisie est toujours dans la page.";
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = "Pas de connexion : le brouillon sera enregistré à son retour.";
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

function stop() {
  clearTimeout(timer);
  timer = 0;
  onTheWay?.abort();
}

form.addEventListener("input", soon);
form.addEventListener("submit", stop);
addEventListener("online", soon);
// Who closes the tab within that moment loses nothing either.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && timer) {
    clearTimeout(timer);
    timer = 0;
    navigator.sendBeacon(form.dataset.draft, new URLSearchParams(new FormData(form)));
  }
});
