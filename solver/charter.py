"""The rule charter: what each rule and level says, an example, and what it protects.

Texts only; ids and labels come from `rules.py`, formulas from "Score" in `docs/contract.md`.
`python -m solver.charter` writes `docs/regles.md` anew.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from solver.rules import (
    LEVEL_LABELS,
    LEVELS,
    NAMED_ORDERS,
    ORDER_LABELS,
    RULE_IDS,
    RULE_LABELS,
    Level,
    OrderName,
    RuleId,
)

CHARTER_VERSION: Final = 1
"""Raised with every change of a text, a label or an order, so that a plan says what it followed."""

PAGE: Final = Path(__file__).parent.parent / "docs" / "regles.md"


class Article(NamedTuple):
    """What the charter says of a rule or a level, in French Markdown."""

    meaning: str
    example: str
    purpose: str


RULE_ARTICLES: Final[Mapping[RuleId, Article]] = {
    "window": Article(
        "Le collège indique la première et la dernière semaine où il accepte de placer l'exclusion."
        " L'élève est accueilli une seule fois, dans l'une de ces semaines et pendant la période"
        " que couvre le plan, ou n'est pas accueilli.",
        "Le Collège des Tilleuls donne son accord pour P01 de la semaine 48 à la semaine 51. P01"
        " peut venir en semaine 50, pas en semaine 1, ni en semaine 48 puis en semaine 50.",
        "Les dates d'une sanction appartiennent à la direction du collège. Ni le programme ni la"
        " référente ne les déplacent sans son accord.",
    ),
    "closed-week": Article(
        "Une semaine est fermée quand le dispositif n'accueille personne : pendant les vacances, ou"
        " quand elle compte moins de trois jours de classe (ce nombre est un réglage).",
        "Les semaines 52 et 53 sont fermées. P02, qui peut venir de la semaine 51 à la semaine 1,"
        " vient avant les vacances ou à la rentrée.",
        "L'accueil est un chemin de cinq jours, du groupe de parole du lundi aux bilans du"
        " vendredi. Une semaine trop courte ne laisse pas le temps de réfléchir.",
    ),
    "capacity": Article(
        "Un groupe compte au plus cinq élèves et une semaine au plus un groupe. Ces deux nombres"
        " sont des réglages.",
        "P01, P02, P03, P04 et P05 forment le groupe de la semaine 48. P06 vient une autre semaine,"
        " même si tout le reste convient.",
        "À plus de cinq, les élèves n'osent plus montrer leurs fragilités.",
    ),
    "college": Article(
        "Deux élèves d'un même collège ne sont jamais dans le même groupe. Ils peuvent venir la"
        " même semaine s'il y a deux groupes.",
        "P02 et P09 viennent du Collège des Remparts. P02 est accueilli en semaine 48, P09 en"
        " semaine 49.",
        "Éviter les alliances : chacun arrive sans camarade devant qui tenir un rôle.",
    ),
    "conflict": Article(
        "La référente note les élèves qui ne doivent pas se rencontrer. Deux élèves ainsi notés ne"
        " sont jamais dans le même groupe.",
        "P03, du Collège du Marais, et P07, du Collège de la Citadelle, se sont disputés avant leur"
        " exclusion. P03 vient en semaine 48, P07 en semaine 49.",
        "Des élèves qui aggraveraient leurs difficultés en se retrouvant sont tenus à distance, et"
        " chacun vient sans crainte.",
    ),
    "motive-limit": Article(
        "Pour certains motifs d'exclusion, un réglage fixe le nombre d'élèves à ne pas dépasser"
        " dans un groupe. Un motif sans réglage n'a pas de limite.",
        "Le réglage est de deux élèves pour le motif « violence-physique ». P01 et P04, exclus pour"
        " ce motif, peuvent être ensemble ; P08, exclu pour le même motif, vient une autre semaine.",
        "Un groupe où tous partagent la même difficulté risque de l'entretenir au lieu de la"
        " travailler.",
    ),
    "pin": Article(
        "La référente peut fixer un élève sur une semaine : il y est accueilli, et le reste du plan"
        " se fait autour. Si ce qu'elle a fixé ne peut pas tenir, le programme ne choisit pas à sa"
        " place : il dit ce qui se contredit.",
        "La référente a convenu de la semaine 48 avec la famille de P04. P04 y est accueilli, même"
        " si P05 attend depuis plus longtemps.",
        "La décision appartient à la référente. Le programme propose autour de ce qu'elle a décidé.",
    ),
    "ban": Article(
        "La référente peut écarter un élève d'une semaine. Toutes ses autres semaines possibles"
        " restent ouvertes.",
        "P06, en 3e au Collège du Beffroi, passe un brevet blanc en semaine 49 : il n'est pas"
        " accueilli cette semaine-là, mais peut l'être en semaine 48 ou 50.",
        "Tenir compte de ce que la référente sait d'un élève et d'une semaine, et que le programme"
        " ignore.",
    ),
    "session": Article(
        "Une séance se donne à un groupe qui a au moins un élève, une semaine ouverte, un jour où"
        " le dispositif accueille. Elle tient dans une journée, ne coupe pas de pause, n'empiète ni"
        " sur un créneau fermé ni sur un moment fixe. Un groupe fait une seule chose à la fois. Un"
        " même atelier n'a pas lieu plus souvent que prévu dans la semaine, ni deux fois le même"
        " jour.",
        "L'atelier écriture dure deux créneaux. Le groupe de parole prend le lundi matin, et la"
        " pause suit le deuxième créneau : l'atelier peut avoir lieu le mardi matin, mais ne peut"
        " pas commencer au deuxième créneau de la matinée.",
        "Garder à la semaine son rythme : la parole du lundi, les bilans du vendredi, de vraies"
        " pauses et des ateliers variés.",
    ),
    "teacher": Article(
        "Un·e intervenant·e donne les ateliers qui lui sont confiés et eux seuls, sur ses créneaux"
        " libres, hors de ses semaines d'absence, à un seul groupe à la fois, et sans dépasser le"
        " nombre de séances convenu pour toute la période.",
        "L'intervenant·e écriture, libre le mardi matin, est absent·e en semaine 50 : le groupe n'a"
        " pas d'atelier écriture cette semaine-là, sauf si une autre personne le donne.",
        "Beaucoup enseignent dans un collège partenaire, où leur temps est déjà pris. Un emploi du"
        " temps impossible à tenir priverait le groupe d'atelier au dernier moment.",
    ),
    "teacher-conflict": Article(
        "La référente note l'élève et l'intervenant·e qui ne doivent pas se rencontrer. Le groupe"
        " de cet élève n'a aucune séance avec cette personne.",
        "P05 a été exclu après un incident avec l'intervenant·e sport. Son groupe fait du sport"
        " avec quelqu'un d'autre, ou n'en fait pas cette semaine-là.",
        "Ne pas rejouer l'incident : l'élève et l'adulte sont protégés tous les deux.",
    ),
    "accounting": Article(
        "Chaque élève figure une fois et une seule dans le plan : dans un groupe, ou parmi ceux que"
        " le plan n'accueille pas. On dit alors ce qu'il devient : « sans place » si sa dernière"
        " semaine possible ne dépasse pas la fin de la période, « reporté » si elle tombe après.",
        "La période finit en semaine 49. P10, qui peut venir jusqu'en semaine 49, et P11, jusqu'en"
        " semaine 50, ne sont pas accueillis : P10 est sans place, P11 est reporté.",
        "Aucun élève n'est oublié en silence : ceux qui restent sans réponse se voient.",
    ),
    "score": Article(
        "Avant d'être montré, un plan passe par un second calcul, indépendant du premier. Les"
        " valeurs annoncées doivent être celles qu'il retrouve.",
        "Un plan annonce 14 points d'attente et le second calcul en trouve 15 : ce plan n'est ni"
        " montré ni enregistré.",
        "Ce que l'on lit est vrai, et chacun peut le vérifier.",
    ),
}

LEVEL_ARTICLES: Final[Mapping[Level, Article]] = {
    "unplaced": Article(
        "On compte les élèves que le plan n'accueille pas et dont la dernière semaine possible ne"
        " dépasse pas la dernière semaine de la période. Chacun ajoute sa priorité, décidée par la"
        " référente : 1, 2 ou 3 points (1 si rien n'est dit).",
        "La période finit en semaine 49. P07 (priorité 1), qui peut venir jusqu'en semaine 48, et"
        " P08 (priorité 3), jusqu'en semaine 49, n'ont pas de place : 1 + 3 = 4 points.",
        "Un élève sans place vit son exclusion sans ce temps pour réfléchir, ni le lien entre sa"
        " famille et son collège. C'est ce qu'on veut éviter avant tout.",
    ),
    "disruption": Article(
        "On compte les élèves à qui une semaine a été annoncée et que le plan accueille une autre"
        " semaine, ou n'accueille pas. Chacun compte pour 1, quelle que soit sa priorité.",
        "La semaine 48 a été annoncée à P01, P02 et P03. P01 vient en semaine 48, P02 en semaine"
        " 49, P03 n'est pas accueilli : 2 élèves à prévenir.",
        "Une famille et un collège que l'on a prévenus se sont organisés. On ne revient sur une"
        " parole donnée que si une règle y oblige, ou pour laisser moins d'élèves sans place.",
    ),
    "carried": Article(
        "On compte les élèves que le plan n'accueille pas et dont la dernière semaine possible"
        " tombe après la dernière semaine de la période. Chacun ajoute sa priorité : 1, 2 ou 3"
        " points.",
        "La période finit en semaine 49. P04 (priorité 2), qui peut venir jusqu'en semaine 50,"
        " n'est pas accueilli : 2 points.",
        "Personne n'est remis après la période pour rendre un groupe plus harmonieux. Ce niveau"
        " passe avant l'équilibre du groupe dans les trois ordres.",
    ),
    "waiting": Article(
        "Pour un élève accueilli, on compte les semaines ouvertes depuis sa première semaine"
        " possible, comprise, jusqu'à la semaine de son accueil, non comprise. Pour un élève"
        " reporté, on compte les semaines ouvertes depuis sa première semaine possible jusqu'à la"
        " dernière semaine de la période, toutes deux comprises ; il n'y en a aucune s'il ne peut"
        " venir qu'ensuite. Les semaines d'avant la période comptent aussi ; les semaines fermées"
        " ne comptent jamais.\n\n"
        "Ce nombre de semaines est multiplié par lui-même, puis par la priorité de l'élève (1, 2 ou"
        " 3). On additionne les points de tous les élèves. Un élève sans place n'ajoute rien ici :"
        " il compte déjà parmi les élèves sans place.",
        "La période va de la semaine 48 à la semaine 2 ; les semaines 52 et 53 sont fermées. P05"
        " (priorité 2) peut venir dès la semaine 50 et vient en semaine 2 : il a attendu les"
        " semaines 50, 51 et 1, soit 3 semaines, et 2 × 3 × 3 = 18 points. P06 (priorité 1) peut"
        " venir de la semaine 51 à la semaine 3 et n'est pas accueilli pendant la période : les"
        " semaines 51, 1 et 2 comptent, soit 3 semaines, et 1 × 3 × 3 = 9 points. En tout,"
        " 27 points.",
        "On revient mieux sur une exclusion quand elle est récente. Multiplier le nombre de"
        " semaines par lui-même partage l'attente : deux élèves qui attendent une semaine chacun"
        " font 2 points, un seul qui attend deux semaines en fait 4.",
    ),
    "coverage": Article(
        "Pour chaque groupe qui a au moins un élève et chaque atelier essentiel, on compte les"
        " séances prévues dans la semaine qui n'ont pas pu être placées. On additionne.",
        "Sont essentiels l'atelier écriture, prévu deux fois par semaine, et l'atelier sport, prévu"
        " une fois. Le groupe de la semaine 48 a une séance d'écriture et une de sport : il en"
        " manque 1. Celui de la semaine 49 n'a qu'une séance de sport : il en manque 2. En tout,"
        " 3 séances.",
        "Savoir être, parler, vivre ensemble, garder le travail scolaire : c'est dans ces ateliers"
        " que cela se travaille.",
    ),
    "cohesion": Article(
        "Pour chaque groupe qui a au moins un élève, on additionne quatre choses, dont les poids,"
        " donnés ici à leur valeur habituelle, sont des réglages :\n\n"
        "- pour chaque paire d'élèves et chaque motif d'exclusion qu'ils partagent, le poids de ce"
        " motif (0 si aucun poids ne lui est donné) ;\n"
        "- 2 points si le groupe compte une seule fille ou un seul garçon ; cela ne se regarde que"
        " dans un groupe d'au moins trois élèves, quand c'est indiqué pour chacun d'eux ;\n"
        "- 1 point par niveau de classe au-delà du premier entre la classe la plus basse et la plus"
        " haute du groupe, parmi celles qui sont indiquées : aucun de la 6e à la 5e, 1 de la 6e à"
        " la 4e, 2 de la 6e à la 3e ;\n"
        "- 2 points par élève qui manque pour arriver à trois.",
        "Le motif « violence-physique » pèse 3. Le groupe de la semaine 48 réunit P01, une fille de"
        " 6e, et deux garçons exclus pour ce motif, P02 en 4e et P03 en 3e : 3 pour le motif"
        " partagé, 2 pour la fille seule, 2 pour l'écart de la 6e à la 3e, soit 7. P04 vient seul en"
        " semaine 49 : il manque deux élèves, soit 4. En tout, 11 points.",
        "Que la semaine serve à chacun des élèves réunis. Une fille seule parmi des garçons trouve"
        " moins facilement sa place ; c'est une préférence et jamais une interdiction, sinon les"
        " filles attendraient plus longtemps.",
    ),
    "comfort": Article(
        "Pour chaque groupe qui a au moins un élève, chaque séance prévue d'un atelier"
        " complémentaire qui n'a pas pu être placée compte 2 points. Chaque séance, de n'importe"
        " quel atelier, qui occupe au moins un créneau que l'intervenant·e préfère garder libre"
        " compte 1 point.",
        "Le groupe de la semaine 48 n'a pas l'atelier cuisine, complémentaire et prévu une fois :"
        " 2 points. Son atelier écriture a lieu le mardi matin, que l'intervenant·e préfère garder"
        " libre : 1 point. En tout, 3 points.",
        "Ménager celles et ceux qui donnent de leur temps, et garder à la semaine sa variété, une"
        " fois que l'essentiel est assuré.",
    ),
}

ORDER_TEXTS: Final[Mapping[OrderName, str]] = {
    "wait-first": "L'ordre habituel. Un élève vient le plus tôt possible, quitte à ce qu'un atelier"
    " manque cette semaine-là ou que le groupe soit un peu moins équilibré.",
    "group-first": "L'équilibre du groupe passe avant l'attente. Un élève peut attendre davantage"
    " pour venir dans un groupe où chacun trouve mieux sa place.",
    "workshops-first": "Les ateliers essentiels passent avant l'attente. Un élève peut attendre"
    " davantage pour venir une semaine où ils ont lieu.",
}

_OPENING: Final = (
    "Le dispositif accueille pendant une semaine des élèves exclus temporairement de leur collège."
    " Un programme propose les groupes et l'emploi du temps des ateliers. Cette charte dit toutes"
    " les règles qu'il suit, et pourquoi elles existent.\n\n"
    "Le programme propose, la référente décide. Aucune décision sur un enfant n'est prise par le"
    " programme seul (article 22 du règlement général sur la protection des données).\n\n"
    "Aucune règle ne se sert du nom d'un élève, de son adresse, de son quartier, de sa famille ni"
    " de ses exclusions passées. Être une fille ou un garçon ne joue que dans l'équilibre du"
    " groupe.\n\n"
    "Une semaine porte son numéro dans l'année. La période est celle que couvre le plan, de sa"
    " première à sa dernière semaine. Le mot entre parenthèses après chaque titre est"
    " l'identifiant que le programme écrit dans ses fichiers. Les exemples sont des données"
    " inventées : les élèves n'ont qu'un code et les collèges n'existent pas.\n\n"
    "Chaque plan rappelle en dernière ligne la version de la charte qu'il suit."
)
_ABOUT_RULES: Final = (
    "Un plan qui enfreint une seule de ces règles n'est pas proposé. Aucune règle n'oblige à"
    " accueillir tout le monde : un élève que le plan n'accueille pas est nommé, et compté plus bas."
)
_ABOUT_LEVELS: Final = (
    "Plusieurs plans respectent toutes les règles. Pour les départager, chaque plan est compté sur"
    " sept niveaux, et moins il y a de points, mieux c'est. Le meilleur plan est celui qui a le moins"
    " de points au premier niveau ; à égalité, le moins au deuxième, et ainsi de suite. Les niveaux"
    " ne s'additionnent pas entre eux : aucun confort, si grand soit-il, ne compense un élève sans"
    " place. Quand le temps manque pour prouver qu'un plan est le meilleur, la page du plan le dit."
)
_ABOUT_ORDERS: Final = (
    "La référente choisit dans quel ordre les niveaux comptent. Trois ordres ont un nom. Tous"
    " commencent par les mêmes trois niveaux, pour que personne ne soit laissé de côté au profit"
    " d'un groupe mieux équilibré."
)


def charter() -> str:
    """Give the whole charter as Markdown, in French."""
    return "\n\n".join(_blocks()) + "\n"


def _blocks() -> Iterator[str]:
    yield "<!-- Écrit par « make charter » à partir de solver/charter.py : ne pas modifier ici. -->"
    yield "# La charte des règles"
    yield f"Version {CHARTER_VERSION}"
    yield _OPENING
    yield "## Les règles que tout plan respecte"
    yield _ABOUT_RULES
    for rule in RULE_IDS:
        yield f"### {RULE_LABELS[rule]} (`{rule}`)"
        yield from _article(RULE_ARTICLES[rule])
    yield "## Ce qui fait préférer un plan à un autre"
    yield _ABOUT_LEVELS
    for number, level in enumerate(LEVELS, start=1):
        yield f"### {number}. {LEVEL_LABELS[level]} (`{level}`)"
        yield from _article(LEVEL_ARTICLES[level])
    yield "## Les trois ordres"
    yield _ABOUT_ORDERS
    for name, order in NAMED_ORDERS.items():
        yield f"### Ordre « {ORDER_LABELS[name]} » (`{name}`)"
        yield ORDER_TEXTS[name]
        yield "\n".join(
            f"{number}. {LEVEL_LABELS[level]}" for number, level in enumerate(order, start=1)
        )


def _article(article: Article) -> Iterator[str]:
    yield article.meaning
    yield f"**Exemple.** {article.example}"
    yield f"**Ce que cela protège.** {article.purpose}"


def write_page() -> None:
    """Write `docs/regles.md` anew. Raises InputError where it cannot be written."""
    from solver.files import write_atomically

    write_atomically(str(PAGE), charter())


if __name__ == "__main__":
    write_page()
