"""A long table over several slides: which rows stand on which, and the words that tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import pairwise

from analytics.exports.drawing.cards import shown_columns
from analytics.exports.pptx.content.table import row_heights, slide_shares, table_rows
from analytics.figure.model import Figure
from analytics.language import LANGUAGES, Wording, get_wording

Room = tuple[float, float]
_SEPARATOR = " · "
# The pages are filled alike: to the smallest of these shares of their height that needs no further page.
_FILLED = tuple(step / 20 for step in range(8, 21))


@dataclass(frozen=True)
class TablePage(Figure):
    """Some rows of a long table, with what all its pages share.

    Attributes:
        part: which page it is, from 1.
        shares: width of each column as a share, by the rows of all pages.
    """

    part: int = 1
    shares: tuple[float, ...] = ()


def is_table(figure: object) -> bool:
    """Whether a slide shows the figure as a table."""
    if not isinstance(figure, Figure) or figure.chart is not None:
        return False
    return not {"label", "value", "hint"} <= set(figure.table.columns)


def divide(figure: Figure, w: Wording, room: Callable[[Figure, int], Room]) -> list[Figure]:
    """The pages of a table; the figure itself where all its rows fit into one room.

    Args:
        figure: shown as a table.
        w: language.
        room: width and height in points for the table of a page (with its subtitle), which is counted from 1.
    """
    if len(_ends(figure, w, lambda _: room(figure, 1))) <= 1:
        return [figure]
    most, shares = len(figure.table), tuple(slide_shares(figure, w, room(figure, 1)[0]))
    first = partial(_page, figure, w, shares, parts=most, rows=slice(0, 0))

    def fill(share: float) -> list[int]:
        return _ends(figure, w, lambda part: room(first(part=part), part), share)

    fewest = len(fill(1.0))
    ends = next(ends for share in _FILLED if len(ends := fill(share)) == fewest)
    spans = enumerate(pairwise([0, *ends]), start=1)
    return [_page(figure, w, shares, part, len(ends), slice(start, end)) for part, (start, end) in spans]


def _ends(figure: Figure, w: Wording, room: Callable[[int], Room], share: float = 1.0) -> list[int]:
    """Behind which row each page ends that is filled to a share of its height; a page takes one row at least."""
    rows = table_rows(figure, shown_columns(figure), w)
    ends: list[int] = []
    done = 0
    while done < len(rows) - 1:
        width, height = room(len(ends) + 1)
        head, *heights = row_heights(rows, [one * width for one in slide_shares(figure, w, width)])
        used, start, height = head, done, height * share
        while done < len(heights) and (done == start or used + heights[done] <= height):
            used, done = used + heights[done], done + 1
        ends.append(done)
    return ends


def _page(figure: Figure, w: Wording, shares: tuple[float, ...], part: int, parts: int, rows: slice) -> TablePage:
    page = TablePage(**{entry.name: getattr(figure, entry.name) for entry in fields(Figure)})
    subtitle = f"{figure.subtitle}{_SEPARATOR}{_words(w, part, parts)}"
    return replace(page, table=figure.table.iloc[rows], subtitle=subtitle, part=part, shares=shares)


def _words(w: Wording, part: int | str, parts: int | str) -> str:
    return w.text("Table {part} of {parts}", part=part, parts=parts)


def part_in(subtitle: str) -> tuple[str, int, int]:
    """The subtitle of the whole table, which page its words name, and of how many; 0 for none."""
    for lang in LANGUAGES:
        words = re.escape(_words(get_wording(lang), "PART", "WHOLE"))
        pattern = words.replace("PART", r"(\d+)").replace("WHOLE", r"(\d+)")
        found = re.search(f"{_SEPARATOR}{pattern}$", subtitle)
        if found:
            return subtitle[: found.start()], int(found.group(1)), int(found.group(2))
    return subtitle, 0, 0


def part_of(page: object) -> int:
    """Which page of a long table it is; 0 for a table that stands on one slide."""
    return page.part if isinstance(page, TablePage) else 0
