"""Why a job failed: a stable code, and the sentence that a person reads."""

from typing import Final, Literal

FailureCode = Literal[
    "out-of-time",
    "out-of-memory",
    "killed",
    "crashed",
    "infeasible-input",
    "unreadable-answer",
    "refused-by-checker",
    "not-stored",
    "interrupted",
    "no-cluster",
]

FAILURES: Final[dict[FailureCode, str]] = {
    "out-of-time": "Le calcul n'a pas abouti dans le temps prévu. Relancez-le avec plus de temps.",
    "out-of-memory": "Le calcul a demandé plus de mémoire que ce qui lui est permis.",
    "killed": "Le calcul a été arrêté de l'extérieur, peut-être faute de mémoire sur la machine.",
    "crashed": "Le calcul s'est arrêté sur une erreur du programme. Aucun résultat n'est gardé.",
    "infeasible-input": "La demande ne va pas avec la situation : il n'y a rien à calculer.",
    "unreadable-answer": "Le calcul a rendu une réponse illisible. Aucun résultat n'est gardé.",
    "refused-by-checker": "Le plan trouvé enfreint une règle : la vérification l'a refusé.",
    "not-stored": "Le calcul est fait, mais son résultat n'a pas pu être enregistré.",
    "interrupted": "Le service s'est arrêté deux fois pendant ce calcul : il n'est plus relancé.",
    "no-cluster": "Les machines de calcul ne répondent pas. Prévenez qui s'en occupe, puis relancez.",
}


class JobFailed(Exception):  # noqa: N818 - named for what happened
    """A job ends without a result. Carries the code that says why."""

    def __init__(self, code: FailureCode) -> None:
        self.code = code
        super().__init__(code)
