"""What a page says at its top once something is done; an address carries the code, never the words."""

from typing import Final

SAID: Final[dict[str, str]] = {
    "signed-out": "Vous êtes déconnecté·e.",
    "password-changed": "Votre mot de passe est changé. Vos autres connexions sont fermées.",
    "session-ended": "Cette connexion est fermée.",
    "notice-sent": "L'avis est envoyé. La référente va rencontrer la famille.",
    "notices-sent": "Les avis sont envoyés. La référente va rencontrer les familles.",
    "notice-amended": "Les modifications sont enregistrées.",
    "notice-withdrawn": "L'avis est retiré.",
    "notice-moved": "C'est noté.",
    "stay-confirmed": "Les dates sont confirmées : l'accueil est ferme.",
    "wish-kept": "Vos souhaits sont enregistrés ; les prochaines propositions en tiendront compte.",
    "file-erased": "Le dossier est effacé, avec tout ce qui s'y trouvait.",
    "draft-kept": "Votre brouillon est enregistré. Vous pouvez fermer la page et revenir.",
    "draft-removed": "Le brouillon est effacé.",
    "token-revoked": "Ce jeton ne fonctionne plus.",
    "week-repaired": "La réparation est publiée. Voici la semaine, et les appels à passer.",
    "pupil-hosted": "C'est noté : l'élève est présent.",
    "pupil-no-show": "C'est noté : l'élève n'est pas venu, sa place est libre.",
}
