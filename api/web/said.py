"""What a page says at its top once something is done; an address carries the code, never the words."""

from typing import Final

SAID: Final[dict[str, str]] = {
    "signed-out": "Vous êtes déconnecté·e.",
    "password-changed": "Votre mot de passe est changé. Vos autres connexions sont fermées.",
    "session-ended": "Cette connexion est fermée.",
    "token-revoked": "Ce jeton ne fonctionne plus.",
}
