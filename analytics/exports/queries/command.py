"""Small questions on the command line: ``python -m analytics ask get_values measure=net areas=Cottbus years=2018``."""

from __future__ import annotations

import argparse
import json
from typing import Any

from analytics.exports.queries.answer import Answer
from analytics.exports.queries.tools import TOOLS, about, ask, parameters
from analytics.language import Wording
from data.atlas import Atlas

ASK = "ask"


def add_ask(commands: Any) -> None:
    """Adds the command to the parser's commands."""
    listed = "\n".join(f"  {tool}: {about(tool)}\n{_options(tool)}" for tool in TOOLS)
    command = commands.add_parser(
        ASK,
        help="a small question: a value, an order, a profile, an address",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"tools:\n{listed}",
    )
    command.add_argument("tool", choices=tuple(TOOLS), metavar="TOOL")
    command.add_argument("given", nargs="*", type=read_pair, metavar="NAME=VALUE", help="lists are joined by commas")
    command.add_argument("--json", action="store_true", help="everything, for programs")


def _options(tool: str) -> str:
    return "\n".join(f"      {one.name}{' (needed)' if one.needed else ''}: {one.about}" for one in parameters(tool))


def read_pair(text: str) -> tuple[str, str]:
    """Name and value out of "name=value".

    Raises:
        argparse.ArgumentTypeError: there is no equals sign.
    """
    name, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE, for example measure=net")
    return name.strip(), value


def write_asked(atlas: Atlas, w: Wording, wanted: argparse.Namespace) -> bytes:
    """The answer as JSON or as text to read."""
    answer = ask(atlas, w, wanted.tool, dict(wanted.given))
    if wanted.json:
        return (json.dumps(answer.plain(), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    return "\n".join([*_lines(w, answer), ""]).encode()


def _lines(w: Wording, answer: Answer) -> list[str]:
    if answer.refusal:
        return [
            answer.question,
            f"- {answer.refusal.reason}",
            *([f"- {answer.refusal.nearest}"] * bool(answer.refusal.nearest)),
        ]
    rows = ["  ".join(f"{name}: {_cell(w, value)}" for name, value in row.items()) for row in answer.rows]
    parts = {
        answer.unit: rows,
        w.text("Coverage"): [answer.coverage.sentence],
        w.text("Limits"): list(answer.limits),
        w.text("Sources"): [
            f"{one.citation} ({one.licence})" if one.licence else one.citation for one in answer.sources
        ],
    }
    lines = [answer.question, *answer.sentences]
    for title, listed in parts.items():
        lines += ["", title, *(f"- {line}" for line in listed)] if listed else []
    return lines


def _cell(w: Wording, value: Any) -> str:
    if value is None:
        return w.missing()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return w.number(value, 1) if isinstance(value, float) else str(value)
