// One press copies a text; without scripts it is selected and copied as any other.

for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = document.querySelector(`[data-copied="${button.dataset.copy}"]`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = "Copié.";
    } catch {
      text.select();
      said.textContent = "Le texte est sélectionné : copiez-le avec Ctrl + C.";
    }
  });
}
