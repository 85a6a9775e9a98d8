"""An official table of the context, read into the rows the atlas holds; everything else of it is named.

Read as a closed form: a title with other words, a column with other heads or another day stop the file.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd

from data.intake.cells.coded import Coded
from data.intake.cells.numbers import marks, read_numbers
from data.intake.cells.symbols import NOTHING, SYMBOLS
from data.intake.context.head import Head, find_head
from data.intake.context.layouts import Column
from data.intake.context.rows import Rows, read_rows
from data.intake.formats.parts.base import (
    Job,
    Parsed,
    check_tab_year,
    footer_missing,
    preview,
    read_footer,
    signature,
    tab_meaning,
)
from data.intake.model import ColumnMapping, Finding, Recognition, cut
from data.intake.notes import ask_about_limits
from data.intake.words.labels import FIRST_YEAR
from data.intake.words.meaning import as_written, understand, understand_title
from data.intake.workbooks.grid import Grid
from data.tables.statuses import NO_FIGURE, REPORTED

_PARTS = ("sex", "nationality")


def recognise(job: Job) -> Parsed | None:
    """Read the sheet when its title speaks of one of these tables."""
    head = find_head(job.grid)
    if head is None:
        return None
    footer = read_footer(job.grid.footer)
    parsed = Parsed(_recognition(job.grid, head), head.layout.table, notes=footer.notes, sheet=job.grid.sheet)
    parsed.findings += _check_head(job, head)
    parsed.findings += ask_about_limits(job.grid.footer, job.choices.harmless, sheet=job.grid.sheet)
    if head.lacking:
        parsed.table = ""
        return parsed
    wanted = _find_columns(head, parsed)
    if job.grid.footer_row is None:
        parsed.findings.append(footer_missing(job.grid))
    if any(one.severity == "error" for one in parsed.findings):
        return parsed
    if job.choices.year and not head.time:
        head = replace(head, time=f"{head.layout.day}{job.choices.year}")
    rows = read_rows(job.grid, head, list(wanted.values()), parsed)
    if any(one.severity == "error" for one in parsed.findings):
        return parsed
    _check_years(job, head, rows, parsed)
    decimal, thousands = marks([read_numbers(Coded.from_list(texts)).vote for texts in rows.texts.values()])
    parsed.recognition = replace(parsed.recognition, decimal=decimal, thousands=thousands)
    _fill(parsed, [_column(parsed, head, rows, column, at) for column, at in wanted.items()])
    return parsed


def _recognition(grid: Grid, head: Head) -> Recognition:
    footer = read_footer(grid.footer)
    return Recognition(
        format="regionalstatistik_table",
        container=grid.container,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        head_rows=head.start - head.top,
        first_row=head.start + 1,
        footer_row=grid.footer_row,
        code=head.layout.code if not head.lacking else head.code,
        title=head.title,
        licence=footer.licence,
        stand=footer.stand,
        notes=footer.notes,
        headings=head.headings,
        signature=signature(f"context:{head.layout.code}", head.headings),
        preview=preview(grid),
    )


def _check_head(job: Job, head: Head) -> list[Finding]:
    """What title, corner and name of the sheet say against it."""
    sheet, found = job.grid.sheet, []
    if head.lacking:
        code = {"code": head.layout.code}
        return [Finding("error", "context_other_table", sheet=sheet, value=cut(head.title), fields=code)]
    for text in (head.title, job.grid.tab):
        said = understand_title([text]) if text is head.title else tab_meaning(job.grid)
        if any(said.part_of(facet) for facet in _PARTS):
            found.append(Finding("error", "subset_only", sheet=sheet, fields={"measure": text, "words": text}))
        elif text is not head.title and said.values("kind"):
            found.append(Finding("error", "not_observed", sheet=sheet, fields={"measure": text, "words": text}))
    words = [word for word in head.strange if word not in job.choices.harmless]
    if words and not found:
        fields = {"words": words, "written": as_written(words, head.title)}
        found.append(Finding("error", "words_unknown", sheet=sheet, fields=fields))
    return found


def _find_columns(head: Head, parsed: Parsed) -> dict[Column, int]:
    """Where each column that is read stands; the others are named."""
    wanted: dict[Column, int] = {}
    for column in head.layout.columns:
        places = [at for at, path in enumerate(head.paths) if path in column.paths]
        if len(places) == 1:
            wanted[column] = places[0]
            continue
        fields = {"code": head.layout.code}
        parsed.findings.append(
            Finding("error", "context_column", sheet=parsed.sheet, value=column.headings[0], fields=fields)
        )
    _name_columns(head, wanted, parsed)
    return wanted


def _name_columns(head: Head, wanted: dict[Column, int], parsed: Parsed) -> None:
    """Which columns are read, and which are not."""
    unused = [text for at, text in enumerate(head.headings) if at > head.key + 1 and at not in wanted.values()]
    columns = {column.measure: head.headings[at] for column, at in wanted.items()}
    parsed.mapping = ColumnMapping(parsed.table, columns, tuple(dict.fromkeys(filter(None, unused))))
    if unused and len(wanted) == len(head.layout.columns):
        fields = {"names": [*columns.values()], "options": [*parsed.mapping.unused]}
        parsed.findings.append(Finding("note", "context_columns", sheet=parsed.sheet, fields=fields))


def _check_years(job: Job, head: Head, rows: Rows, parsed: Parsed) -> None:
    """The years of the rows: none to come, those the sheet is named after, and on a census the atlas knows of."""
    years = sorted({int(year) for year in rows.frame["year"]})
    wrong = [year for year in years if not FIRST_YEAR <= year <= datetime.date.today().year]
    if wrong:
        fields = {"first": FIRST_YEAR}
        parsed.findings.append(
            Finding("error", "year_implausible", sheet=parsed.sheet, value=str(wrong[0]), fields=fields)
        )
    parsed.recognition = replace(parsed.recognition, years=tuple(years))
    parsed.findings += check_tab_year(job.grid, years)
    named, known = set(understand(parsed.notes).bases), head.layout.census
    if not named or not known or not years:
        return
    other = sorted(named - set(known)) or (
        [max(named)] if known[-1] not in named and years[-1] >= int(known[-1]) else []
    )
    words = [word for year in other if (word := f"zensus {year}") not in job.choices.harmless]
    if words:
        parsed.findings.append(
            Finding("error", "words_unknown", sheet=parsed.sheet, value=", ".join(words), fields={"words": words})
        )


def _column(parsed: Parsed, head: Head, rows: Rows, column: Column, at: int) -> Parsed:
    """One measure of the table as rows of its canonical table; what the office does not state has no row."""
    texts = rows.texts[at]
    nothing = column.kind == "count"
    texts = ["0" if nothing and SYMBOLS.get(text) == NOTHING else text for text in texts]
    stated = np.array([text not in SYMBOLS for text in texts], dtype=bool)
    own = Parsed(parsed.recognition, parsed.table, sheet=parsed.sheet)
    own.findings = _not_stated(parsed, texts, rows, stated)
    own.rows = rows.numbers[stated].tolist()
    frame = rows.frame[stated].reset_index(drop=True)
    values = pd.Series([text for text, is_stated in zip(texts, stated, strict=True) if is_stated], dtype="str")
    if parsed.table == "context":
        frame = frame.assign(indicator_id=column.measure, value=values, status=REPORTED)
        own.places = {"value": (at, head.headings[at])}
    else:
        frame = frame.assign(**{column.measure: values}, status="derived")
        own.places = {column.measure: (at, head.headings[at])}
    own.places["region"] = (head.key, head.headings[head.key])
    own.register = frame.astype("str")
    return own


def _not_stated(parsed: Parsed, texts: list[str], rows: Rows, stated: np.ndarray) -> list[Finding]:
    found = []
    for text in dict.fromkeys(text for text, is_stated in zip(texts, stated, strict=True) if not is_stated):
        own = rows.numbers[[one == text for one in texts]].tolist()
        flag = SYMBOLS[text] if SYMBOLS[text] in NO_FIGURE else "missing"
        fields = {"flag": flag}
        found.append(
            Finding(
                "note",
                "not_stated",
                sheet=parsed.sheet,
                row=own[0],
                count=len(own),
                rows=tuple(own[:50]),
                fields=fields,
            )
        )
    return found


def _fill(parsed: Parsed, columns: list[Parsed]) -> None:
    """The first measure as the table itself, the others beside it."""
    first = columns[0]
    parsed.register, parsed.rows, parsed.places = first.register, first.rows, first.places
    parsed.findings += [finding for one in columns for finding in one.findings]
    parsed.also = columns[1:]
    if all(one.register is None or one.register.empty for one in columns):
        parsed.register, parsed.also = None, []
        parsed.findings.append(Finding("error", "nothing_for_atlas"))
