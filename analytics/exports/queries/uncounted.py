"""What people ask and no source of the atlas counts: the reason, and what comes nearest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analytics.exports.queries.answer import RefusedError
from analytics.language import Wording
from analytics.maps.places import fold


@dataclass(frozen=True)
class Uncounted:
    """A topic without figures.

    Attributes:
        code: short stable name.
        stems: beginnings of German and English words it is asked by, folded; longer ones also of a later part of a
            compound, which is its head: "Zuzugsgründe" are reasons.
        whole: words it is asked by that are also beginnings of others.
        reason: why there is no figure.
        nearest: what comes nearest.
    """

    code: str
    stems: tuple[str, ...]
    reason: Callable[[Wording], str]
    nearest: Callable[[Wording], str]
    whole: tuple[str, ...] = ()


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


UNCOUNTED = (
    Uncounted(
        "through_initiatives",
        ("initiativ", "vermittel", "vermittl", "beratung", "netzwerk", "network"),
        lambda w: w.text("No source counts how many people came because of an initiative."),
        lambda w: w.text(
            "`effects` compares the migration of districts before and after an initiative began; `initiatives` lists "
            "them. Numbers that initiatives give of themselves stand in the table `outcomes`."
        ),
    ),
    Uncounted(
        "returners",
        _words(
            "ruckkehr rueckkehr ruckgekehr ruckwander rueckwander zuruck zurueck heimkehr heimgekehr "
            "wiederkehr remigra geburtig gebuertig geburtsort return birthplace"
        ),
        lambda w: w.text(
            "No source counts returners: the statistics of migration count moves over district borders and do not ask "
            "whether someone has lived there before."
        ),
        lambda w: w.text("Arrivals (`get_values`, measure `arrivals`), best those of 30 to under 50 years."),
        whole=("back",),
    ),
    Uncounted(
        "births_and_deaths",
        _words(
            "geburt gebor gestorb sterbe verstorb todes naturliche natuerliche birth born death died dying mortal "
            "fertil"
        ),
        lambda w: w.text("Births and deaths are not among the measures: they count who moves."),
        lambda w: w.text(
            "The page “District profile” shows them for the last year there is; `download` (search "
            "`population_balance`) has the table."
        ),
        whole=("natural", "tod", "tode", "tote", "toten", "dead"),
    ),
    Uncounted(
        "motives",
        _words("motiv grunde gruende umzugsgr beweggr anlass ursach warum weshalb wieso reason why"),
        lambda w: w.text("No source says why people move: the statistics of migration do not ask for reasons."),
        lambda w: w.text("Age groups, and the balance within Germany and with abroad (`domestic`, `abroad`)."),
        whole=("grund",),
    ),
    Uncounted(
        "foreigners",
        ("auslander", "auslaender", "nichtdeutsch", "hintergrund", "foreigner", "background"),
        lambda w: w.text("No table counts residents by nationality or by where they or their parents come from."),
        lambda w: w.text(
            "Net migration with abroad (`abroad`) and that of Germans within Germany (`german`): they count moves, not "
            "who lives here."
        ),
    ),
    Uncounted(
        "length_of_stay",
        ("gebliebe", "bleibe", "verbleib", "verweil", "wohndauer", "haltequot", "stay"),
        lambda w: w.text("No source follows people after a move, so nobody knows how many stayed."),
        lambda w: w.text("Arrivals, departures and their balance year by year (`get_values`)."),
    ),
    Uncounted(
        "occupation",
        _words(
            "beruf fachkraft fachkraeft arzt arzte aerzt qualifi akademik studier student bildung occupation "
            "skill doctor"
        ),
        lambda w: w.text("No source of the atlas counts moves by occupation or qualification."),
        lambda w: w.text("Moves of the working ages: age groups 25-30, 30-50 and 50-65 (`get_values`)."),
    ),
    Uncounted(
        "partners",
        _words(
            "berlin sachsen hamburg bayern hessen mecklenburg niedersachsen thuring thuering westfalen "
            "westdeutsch ostdeutsch bundesland bundeslaend woher wohin saxony"
        ),
        lambda w: w.text("The exchange of a district with one other district or Land is not among the measures."),
        lambda w: w.text(
            "The page “Where from, where to” shows it where it is published; `download` (search `flows`) has the table."
        ),
    ),
    Uncounted(
        "commuters",
        ("pendl", "pendel", "commut"),
        lambda w: w.text("The atlas holds no commuters: a move is a change of residence over a district border."),
        lambda w: w.text("Arrivals, departures and net migration (`get_values`)."),
    ),
    Uncounted(
        "forecast",
        ("prognos", "vorhersag", "vorausb", "zukunft", "forecast", "predict", "future"),
        lambda w: w.text("A forecast is not among the measures."),
        lambda w: w.text("The page “Outlook” gives ranges for three years, where a look back bears them."),
    ),
)
"""In the order in which they are tried."""

_IN_COMPOUNDS = 5
"""From how many letters on a stem inside a word is no accident."""

_BEFORE_HEAD = 3
"""Letters a head has at least before it; those of "gegründet" and "zugrunde" are shorter."""

_DECLINED = ("zuruckgegang", "zurueckgegang", "zuruckgehen", "zurueckgehen", "zuruckgeht", "zurueckgeht")
"""Words of returning that, said of figures, mean that they fell."""


def refuse_uncounted(w: Wording, asked: str) -> None:
    """Ends a question about something that is not counted.

    Raises:
        RefusedError: its code is that of the topic.
    """
    words = [word for word in fold(asked).replace("_", " ").split() if not word.startswith(_DECLINED)]
    for topic in UNCOUNTED:
        if topic.code == asked or any(_is_about(word, topic) for word in words):
            raise RefusedError(topic.code, topic.reason(w), topic.nearest(w))


def _is_about(word: str, topic: Uncounted) -> bool:
    inside = any(word.find(stem) >= _BEFORE_HEAD for stem in topic.stems if len(stem) >= _IN_COMPOUNDS)
    return inside or word.startswith(topic.stems) or word in topic.whole
