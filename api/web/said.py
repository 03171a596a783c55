"""What a page says at its top once something is done; an address carries the code, never the words."""

from typing import Final

SAID: Final[dict[str, str]] = {
    "signed-out": "Vous êtes déconnecté·e.",
    "password-changed": "Votre mot de passe est changé. Vos autres connexions sont fermées.",
    "session-ended": "Cette connexion est fermée.",
    "token-revoked": "Ce jeton ne fonctionne plus.",
    "conflict-added": "C'est noté : le programme ne les réunira pas.",
    "conflict-changed": "La fin de l'incompatibilité est changée.",
    "conflict-removed": "L'incompatibilité est retirée.",
    "teacher-added": "La fiche est créée.",
    "teacher-changed": "La fiche est enregistrée.",
    "teacher-removed": "La fiche est retirée ; son historique est gardé.",
    "availability-changed": "Vos disponibilités sont enregistrées.",
    "address-revoked": "L'adresse de calendrier ne fonctionne plus.",
    "closure-changed": "L'exception est notée.",
    "closure-removed": "L'exception est retirée : le calendrier scolaire vaut de nouveau.",
    "policy-changed": "Les règles sont enregistrées. Elles valent dès la prochaine proposition.",
    "workshop-added": "L'atelier est ajouté.",
    "workshop-changed": "L'atelier est enregistré.",
    "workshop-removed": "L'atelier est retiré ; son historique est gardé.",
    "timetable-changed": "L'emploi du temps est enregistré.",
    "college-added": "Le collège est ajouté.",
    "college-changed": "Le collège est enregistré.",
}
