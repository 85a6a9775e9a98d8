"""`refresh` on the command line: one deck into a file, several into a folder; a bad one never stops the others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from analytics.exports.pptx.changes import Change, excerpts
from analytics.exports.pptx.merging.years import YearWish
from analytics.exports.pptx.refresh import merge_deck
from analytics.exports.pptx.several import refreshed_names
from analytics.exports.presentation.collection import Draw, draw_slide_figure
from analytics.language import Wording, error_sentence
from data.atlas import Atlas
from data.errors import AtlasError, ExportError

_DECK = ".pptx"
_FOLLOWS = {"latest": True, "keep": False}
_LISTED = ("changed", "kept", "gone", "asked")


def run_refresh(atlas: Atlas, w: Wording, wanted: argparse.Namespace) -> int:
    """Refreshes every deck that can be; 1 when one could not be.

    Raises:
        ExportError: folder_needed or wrong_ending, before anything is written.
    """
    outputs = _outputs(w, wanted)
    draw = lru_cache(draw_slide_figure)
    failed = 0
    for path, output in zip(wanted.old, outputs, strict=True):
        try:
            lines = _refresh(atlas, w, path, output, draw, wanted)
            sys.stdout.writelines(f"{path.name}\t{line}" if len(outputs) > 1 else line for line in lines)
        except (AtlasError, OSError) as error:
            failed = 1
            sys.stderr.write(f"{_sentence(error, path, w)}\n")
    return failed


def _refresh(atlas: Atlas, w: Wording, path: Path, output: Path, draw: Draw, wanted: argparse.Namespace) -> list[str]:
    """Writes one deck; returns what was changed and kept, line by line."""
    content, confirmed = path.read_bytes(), frozenset(wanted.confirm)
    years = YearWish(_FOLLOWS.get(wanted.years), frozenset(wanted.others))
    merged = merge_deck(atlas, w, content, draw=draw, confirmed=confirmed, years=years)
    lines, refreshed = list(_lines(merged.changes(w))), merged.save()
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(refreshed)
    return lines


def _sentence(error: AtlasError | OSError, path: Path, w: Wording) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}"
    return f"{path.name}: {error_sentence(error, w)}"


def _outputs(w: Wording, wanted: argparse.Namespace) -> list[Path]:
    """The file to write for each deck."""
    output: Path = wanted.output
    if len(wanted.old) == 1 and not output.is_dir():
        if output.suffix.lower() != _DECK:
            raise ExportError(code="wrong_ending", value=output.name, valid=(_DECK,))
        return [output]
    if output.suffix.lower() == _DECK or output.is_file():
        raise ExportError(code="folder_needed", value=output.name)
    return [output / name for name in refreshed_names([path.name for path in wanted.old], w)]


def _lines(changes: list[Change]) -> Iterator[str]:
    for change in changes:
        if change.status in _LISTED:
            values = " -> ".join(" ".join(text.split()) for text in excerpts(change.before, change.after))
            yield f"{change.status}\t{change.slide}\t{change.headline}\t{change.place}\t{values}\n"
