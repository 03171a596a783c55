"""What a page says at its top once something is done; an address carries the code, never the words."""

from typing import Final

SAID: Final[dict[str, str]] = {
    "signed-out": "Vous êtes déconnecté·e.",
    "password-changed": "Votre mot de passe est changé. Vos autres connexions sont fermées.",
    "session-ended": "Cette connexion est fermée.",
    "token-revoked": "Ce jeton ne fonctionne plus.",
    "week-repaired": "La réparation est publiée. Voici la semaine, et les appels à passer.",
    "pupil-hosted": "C'est noté : l'élève est présent.",
    "pupil-no-show": "C'est noté : l'élève n'est pas venu, sa place est libre.",
}
