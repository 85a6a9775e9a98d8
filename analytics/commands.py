"""Exports and answers from the command line; a command imports what only it needs when it runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from analytics.exports.answers.command import ANSWERS, add_answers, write_answer
from analytics.exports.drawing.picture import write_picture
from analytics.exports.presentation.collection import Collection, draw_slide_figure, put_beside, read_collection
from analytics.exports.presentation.framing import PARTS, Framing, usual_framing
from analytics.exports.presentation.stories import STORIES, tell_story
from analytics.exports.queries.command import ASK, add_ask, write_asked
from analytics.exports.report import write_report
from analytics.exports.workbook import write_workbook
from analytics.language import LANGUAGES, Wording, command_sentence, get_wording
from analytics.subjects.district.changes import DataHistory, read_since
from data.atlas import Atlas
from data.config import Config
from data.errors import AtlasError, ExportError
from data.records import load_atlas, load_descriptor
from data.records.writing import write_table

_ENDINGS = {
    "deck": (".pptx",), "report": (".pdf",), "workbook": (".xlsx",), "snapshot": (".zip",),
    "picture": (".png", ".svg", ".pdf"), "dossier": (".pdf",),
}  # fmt: skip
# What is answered in words, so that it may be read on the terminal.
_TEXTS = dict.fromkeys(ANSWERS, write_answer) | {ASK: write_asked}
_PARTS = {
    "cover": "a first slide with title, sender and date; usual from 2 slides",
    "agenda": "a slide with the contents; usual from 5 slides",
    "sections": "a slide before each story; usual where there are several",
    "closing": "a slide that thanks",
    "sources": "all sources in full at the end; usual from 2 slides",
}
_ACCEPTED = 50
"""Accepted versions that are told, as in the feed."""
_REFRESH = "refresh"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when its file or answer was written, 1 when it could not be made."""
    wanted = _parser().parse_args(arguments)
    w = get_wording(wanted.lang)
    try:
        _check_ending(wanted)
        atlas, history = _facts()
        if wanted.command == _REFRESH:
            from analytics.exports.pptx.command import run_refresh

            return run_refresh(atlas, w, wanted)
        content = _dossier(atlas, w, wanted, history) if wanted.command == "dossier" else _content(atlas, w, wanted)
        if wanted.output is None:
            sys.stdout.write(content.decode())
        else:
            wanted.output.write_bytes(content)
    except AtlasError as error:
        sys.stderr.write(command_sentence(error, w) + "\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 1
    return 0


def _facts() -> tuple[Atlas, DataHistory]:
    """What the pages show now, uploaded versions included: a nightly deck must not lag behind them."""
    shipped, created = load_atlas(), datetime.fromisoformat(load_descriptor()["created"])
    if not Config.from_environment().has_store():
        return shipped, DataHistory(created, ())
    # What reaches a database takes an eighth of a second to import; most machines a deck is made on have none.
    from data.store import load_active_atlas, open_store

    with open_store() as store:
        return load_active_atlas(store, shipped), DataHistory(created, store.acceptances(_ACCEPTED))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analytics", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("deck", "report", "workbook", "picture"):
        command = commands.add_parser(name)
        source = command.add_mutually_exclusive_group(required=True)
        source.add_argument("--story", choices=tuple(STORIES))
        source.add_argument("--collection", type=Path, help="a saved collection")
        _add_visited(command, required=False)
        if name == "deck":
            command.add_argument("--template", type=Path, help="a .pptx or .potx of your own")
            said = "numbers of the figures, from 1, that share the slide of the one before"
            command.add_argument("--beside", type=int, nargs="+", default=(), metavar="FIGURE", help=said)
            command.add_argument("--sender", help="who presents; stands on the cover and in the footer")
            for part, said in _PARTS.items():
                command.add_argument(f"--{part}", action=argparse.BooleanOptionalAction, help=said)
        if name == "picture":
            command.add_argument("--slide", type=int, default=1, help="number of the figure, from 1")
            command.add_argument("--shape", choices=("wide", "square", "a4"), default="wide")
            command.add_argument("--transparent", action="store_true", help="without a background")
            for side in ("width", "height"):
                command.add_argument(f"--{side}-mm", type=float, metavar="MM", help=f"{side} on paper")
    _add_refresh(commands.add_parser(_REFRESH, help="old decks with today's figures"))
    commands.add_parser("snapshot", help="the whole atlas as pages that open without a server")
    command = commands.add_parser("dossier", help="two pages on one district or one initiative, for a visit")
    _add_visited(command, required=True)
    command.add_argument("--since", default="", metavar="DAY", help="tell changes since then; default: a year ago")
    add_answers(commands)
    add_ask(commands)
    for name, command in commands.choices.items():
        command.add_argument("--lang", choices=LANGUAGES, default="de")
        if name == _REFRESH:
            continue
        # An answer is text, so it may also be read on the terminal.
        ending = " or ".join(_ENDINGS.get(name, ()))
        said = f"the file to write; its name ends in {ending}" if ending else "the file to write"
        command.add_argument("-o", "--output", type=Path, required=name not in _TEXTS, help=said)
    return parser


def _add_visited(command: argparse.ArgumentParser, *, required: bool) -> None:
    visited = command.add_mutually_exclusive_group(required=required)
    visited.add_argument("--kreis", default="", metavar="AGS")
    visited.add_argument("--initiative", default="", metavar="MEMBER_ID", help="for a visit to it")


def _add_refresh(command: argparse.ArgumentParser) -> None:
    command.add_argument("old", type=Path, nargs="+", metavar="DECK")
    said = "whether slides of the then latest year go on, from now on"
    command.add_argument("--years", choices=("latest", "keep"), help=said)
    command.add_argument(
        "--except", dest="others", type=int, nargs="+", default=(), metavar="SLIDE",
        help="numbers of the slides that do the opposite of --years",
    )  # fmt: skip
    said = "numbers of the slides that are what they look like, where they have lost what they remembered"
    command.add_argument("--confirm", type=int, nargs="+", default=(), metavar="SLIDE", help=said)
    said = "the file to write, or a folder for several decks"
    command.add_argument("-o", "--output", type=Path, required=True, help=said)


def _check_ending(wanted: argparse.Namespace) -> None:
    """Refuses a file whose name says another format than it would hold.

    Raises:
        ExportError: wrong_ending.
    """
    endings = _ENDINGS.get(wanted.command)
    if endings and wanted.output.suffix.lower() not in endings:
        raise ExportError(code="wrong_ending", value=wanted.output.name, valid=endings)


def _dossier(atlas: Atlas, w: Wording, wanted: argparse.Namespace, history: DataHistory) -> bytes:
    from analytics.exports.dossier.write import write_dossier

    since = read_since(wanted.since, date.today())
    return write_dossier(atlas, w, kreis=wanted.kreis, initiative=wanted.initiative, since=since, history=history)


def _content(atlas: Atlas, w: Wording, wanted: argparse.Namespace) -> bytes:
    if wanted.command in _TEXTS:
        return _TEXTS[wanted.command](atlas, w, wanted)
    if wanted.command == "snapshot":
        from analytics.exports.snapshot import write_snapshot

        tables = {f"{name}.csv": write_table(frame, name) for name, frame in atlas.tables().items()}
        return write_snapshot(atlas, on=date.today(), tables=tables, tell=_tell_pages)
    collection = _collection(atlas, w, wanted)
    if wanted.command == "picture":
        return _picture(atlas, w, collection, wanted)
    if wanted.command == "deck":
        return _deck(atlas, w, collection, wanted)
    return {"report": write_report, "workbook": write_workbook}[wanted.command](atlas, w, collection)


def _tell_pages(pages: int) -> None:
    """How far the snapshot is, on the terminal and for the server that waits for it."""
    sys.stderr.write(f"{pages} pages drawn\n")
    sys.stderr.flush()


def _deck(atlas: Atlas, w: Wording, collection: Collection, wanted: argparse.Namespace) -> bytes:
    from analytics.exports.pptx.write import write_deck

    collection = put_beside(collection, wanted.beside)
    return write_deck(atlas, w, collection, template=_template(w, wanted), framing=_framing(collection, w, wanted))


def _template(w: Wording, wanted: argparse.Namespace) -> bytes | None:
    """The person's template, with a word on the terminal where words are hard to read on it."""
    from analytics.exports.pptx.masters.ground import contrast_sentence, faint_words
    from analytics.exports.pptx.masters.template import open_master

    template: bytes | None = wanted.template.read_bytes() if wanted.template else None
    if template and (sentence := contrast_sentence(faint_words(open_master(template)), w)):
        sys.stderr.write(sentence + "\n")
    return template


def _collection(atlas: Atlas, w: Wording, wanted: argparse.Namespace) -> Collection:
    if wanted.collection:
        return read_collection(wanted.collection.read_bytes())
    return tell_story(atlas, w, wanted.story, kreis=wanted.kreis, initiative=wanted.initiative)


def _framing(collection: Collection, w: Wording, wanted: argparse.Namespace) -> Framing:
    """The usual slides around a deck, and those asked for or not wanted."""
    asked = {name: getattr(wanted, name) for name in (*PARTS, "sender")}
    return replace(usual_framing(collection, w), **{name: value for name, value in asked.items() if value is not None})


def _picture(atlas: Atlas, w: Wording, collection: Collection, wanted: argparse.Namespace) -> bytes:
    if not 1 <= wanted.slide <= len(collection.slides):
        raise ExportError(code="no_such_slide", found=wanted.slide, most=len(collection.slides))
    spec = collection.slides[wanted.slide - 1]
    content = draw_slide_figure(atlas, w, spec)
    ending = wanted.output.suffix.lower().lstrip(".")
    return write_picture(
        atlas, w, content, shape=wanted.shape, file_format=ending, headline=spec.headline,
        transparent=wanted.transparent, size_mm=(wanted.width_mm, wanted.height_mm),
    )  # fmt: skip
