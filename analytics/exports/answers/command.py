"""The answers of the analyses on the command line: ``python -m analytics whitespots|effects|outlook --json``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analytics.exports.answers import effects, outlook
from analytics.exports.answers import reach as whitespots
from analytics.exports.answers.parameters import Parameter, read_parameters
from analytics.exports.views import PAGES
from analytics.language import Wording
from analytics.rates.scopes import current_code
from analytics.subjects.reach import measures as ws
from data.atlas import Atlas


@dataclass(frozen=True)
class Analysis:
    """A page of analysis as a command.

    Attributes:
        page: its address; the filters of the page are options of the command.
        about: what the command is for.
        answer: answers it; its parameters are the options.
        otherwise: a parameter of the answer -> what the views of the page call it.
    """

    page: str
    about: str
    answer: Callable[..., dict[str, Any]]
    otherwise: Mapping[str, str] = field(default_factory=dict)


ANSWERS = {
    "whitespots": Analysis(
        "weisseflecken",
        "where no initiative of the network is near, and the best next places",
        whitespots.answer,
        {"weight": "goal", "extra": "neu"},
    ),
    "effects": Analysis("wirkung", "before and after the start of initiatives", effects.answer),
    "outlook": Analysis("ausblick", "members and migration, three years ahead", outlook.answer, {"ags": "area"}),
}
# Options by names they had first.
_FORMER = {"ags": "kreis"}
_NOT_PARAMETERS = ("command", "json", "lang", "output")


def add_answers(commands: Any) -> None:
    """Adds a command per analysis to the parser's commands."""
    for name, analysis in ANSWERS.items():
        command = commands.add_parser(name, help=analysis.about)
        for one in read_parameters(analysis.answer):
            command.add_argument(*_options(analysis, one), dest=one.name, help=one.about, **_reading(one))
        command.add_argument("--json", action="store_true", help="everything, for programs")


def _options(analysis: Analysis, one: Parameter) -> list[str]:
    """What an option is called: as the parameter, and as the filter of the page."""
    asked = analysis.otherwise.get(one.name, one.name)
    filters = [address for address, name in PAGES[analysis.page].filters.items() if name == asked]
    names = dict.fromkeys([_FORMER.get(one.name, one.name), *filters])
    return [f"--{name.replace('_', '-')}" for name in names]


def _reading(one: Parameter) -> dict[str, Any]:
    """How argparse reads an option."""
    if one.kind is bool:
        return {"action": "store_true"}
    read = {"scope": read_scope, "extra": read_place}.get(one.name, one.kind)
    shape = {"nargs": "*", "metavar": "LAT,LON"} if one.many else {"choices": one.choices or None}
    return {"type": read, "default": one.default, **shape}


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
    answer = ANSWERS[wanted.command].answer(atlas, w, **given)
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
