"""The answers of the analyses on the command line: ``python -m analytics whitespots|effects|outlook --json``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

from analytics.exports.answers import effects, outlook
from analytics.exports.answers import reach as whitespots
from analytics.language import Wording
from analytics.rates.scopes import current_code
from analytics.subjects import defaults
from analytics.subjects.effects.measures import ALL, BRANDENBURG, CONTROL_SETS
from analytics.subjects.effects.measures import DEFAULT_AGE_GROUP as EFFECT_AGE_GROUP
from analytics.subjects.reach import measures as ws
from data.atlas import Atlas

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "whitespots": whitespots.answer,
    "effects": effects.answer,
    "outlook": outlook.answer,
}
_NOT_PARAMETERS = ("command", "json", "lang", "output")


def add_answers(commands: Any) -> None:
    """Adds a command per analysis to the parser's commands."""
    spots = commands.add_parser(
        "whitespots", help="where no initiative of the network is near, and the best next places"
    )
    spots.add_argument("--scope", type=read_scope, choices=ws.SCOPES, default=ws.LAND)
    spots.add_argument("--limit-km", type=int, choices=ws.LIMITS_KM, default=ws.LIMITS_KM[1])
    spots.add_argument("--weight", choices=ws.OBJECTIVES, default=ws.POPULATION, help="what the best places maximise")
    spots.add_argument("--extra", type=read_place, nargs="*", default=[], metavar="LAT,LON", help="assumed initiatives")
    before_after = commands.add_parser("effects", help="before and after the start of initiatives")
    before_after.add_argument("--kreis", dest="ags", default=ALL, metavar="AGS")
    before_after.add_argument("--age-group", default=EFFECT_AGE_GROUP)
    before_after.add_argument("--with-distorted", action="store_true", help="keep years and districts of reception")
    before_after.add_argument("--controls", choices=CONTROL_SETS, default=BRANDENBURG, help="districts compared with")
    before_after.add_argument("--last-year", type=int, help="last year compared; default: the last one checked")
    ahead = commands.add_parser("outlook", help="members and migration, three years ahead")
    ahead.add_argument("--kreis", dest="ags", default=defaults.OUTLOOK, metavar="AGS")
    ahead.add_argument("--age-group", default=defaults.AGE)
    ahead.add_argument("--with-reception", action="store_true", help="the trend uses the years of reception too")
    ahead.add_argument("--per-year", type=int, default=defaults.MEMBERS_PER_YEAR, help="members more a year")
    ahead.add_argument("--years", type=int, default=defaults.YEARS_AHEAD)
    for command in (spots, before_after, ahead):
        command.add_argument("--json", action="store_true", help="everything, for programs")


def read_scope(text: str) -> str:
    """The code of a scope, also by its former name."""
    return current_code(text, ws.SCOPES)


def read_place(text: str) -> tuple[float, float]:
    """A place out of "52.39,13.06".

    Raises:
        argparse.ArgumentTypeError: it is not two numbers.
    """
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not LAT,LON, for example 52.39,13.06") from None
    return lat, lon


def write_answer(atlas: Atlas, w: Wording, wanted: argparse.Namespace) -> bytes:
    """The answer that was asked for, as JSON or as text to read.

    Raises:
        AtlasError: the analysis does not know a parameter.
    """
    given = {name: value for name, value in vars(wanted).items() if name not in _NOT_PARAMETERS}
    if "extra" in given:
        given["extra"] = tuple(given["extra"])
    answer = ANSWERS[wanted.command](atlas, w, **given)
    if wanted.json:
        return (json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    return format_answer(answer, w).encode()


def format_answer(answer: dict[str, Any], w: Wording) -> str:
    """Question, verdict and what may be said of the answer, as text."""
    verdict = answer["verdict"]
    statements = answer["statements"]
    parts = {
        "": [verdict["sentence"]] if verdict else [],
        w.text("The data carry this"): [saying["text"] for saying in statements["carried"]],
        w.text("The data do not carry this"): [saying["text"] for saying in statements["not_carried"]],
        w.text("Assumptions"): answer["assumptions"],
        w.text("Limits"): answer["limits"],
    }
    lines = [answer["question"]]
    for title, sentences in parts.items():
        lines += ["", *([title] if title else []), *(f"- {sentence}" for sentence in sentences)] if sentences else []
    return "\n".join(lines) + "\n"
