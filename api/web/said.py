"""What a page says at its top once something is done; an address carries the code, never the words."""

from typing import Final

SAID: Final[dict[str, str]] = {
    "signed-out": "Vous êtes déconnecté·e.",
    "password-changed": "Votre mot de passe est changé. Vos autres connexions sont fermées.",
    "session-ended": "Cette connexion est fermée.",
    "token-revoked": "Ce jeton ne fonctionne plus.",
    "adjusted": "Le déplacement est fait dans cette proposition. Rien n'est publié : vous pouvez l'annuler.",
    "wish-lifted": "C'est changé. Demandez à nouveau pour savoir ce que cela donne.",
    "week-published": "La semaine est publiée. Chaque collège voit la semaine de son élève, et rien d'autre.",
}
