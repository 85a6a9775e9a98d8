"""GENESIS flat file, both generations: every dimension spelt out on every row.

Old: one column per measure, `<CODE>__<Name>__<Unit>`. New: one row per measure. A dimension the atlas
does not know (sex, nationality) is reduced to its total row; without a total the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.intake.cells.coded import Coded, Mask
from data.intake.figures.model import Raw
from data.intake.formats.parts.base import Job, Parsed, preview, read_footer, signature
from data.intake.formats.parts.beside import read_beside
from data.intake.formats.parts.rows import end_of_table, note_texts
from data.intake.heads import assign, check_roles, check_title, merge, name_left_out, table_of
from data.intake.lists.vocabulary import in_words
from data.intake.model import ColumnMapping, Finding, Recognition
from data.intake.words.meaning import PARTS, Meaning, understand, understand_title
from data.intake.workbooks.grid import Block
from data.tables.statuses import FIGURES

_OLD = re.compile(r"^X?(\d+)_(Merkmal_Code|Auspraegung_Code|Auspraegung_Label|Merkmal_Label)$", re.I)
_NEW = re.compile(r"^X?(\d+)_variable_(code|label|attribute_code|attribute_label)$|^X?(\d+)_variable()$", re.I)
_TERRITORY = re.compile(r"^(KREISE|DLAND|GEMEIN|GEO|DINSG|REGBEZ|KRE|LAND)", re.I)
_OWN = re.compile(
    r"^(statisti(k|cs)_(code|label)|(zeit|time)(_code|_label)?|X?\d+_(merkmal|auspraegung|variable)\w*|value\w*)?$",
    re.I,
)
_MOST_MEASURES = 50
_SEARCHED = 10
_NEEDED = {
    "ffcsv_old": frozenset({"statistik_code", "zeit"}),
    "ffcsv_new": frozenset({"statistics_code", "time", "value"}),
}
"""Headings that only a flat file has."""
_SURE = frozenset({"statistik_code", "statistics_code"})
"""One of them stands in every such head."""


@dataclass(frozen=True)
class _Dimension:
    """Columns of one dimension: codes and labels of its attributes."""

    number: str
    code: int
    label: int


@dataclass(frozen=True)
class _Head:
    """The headings of a flat file.

    Attributes:
        form: `ffcsv_old` or `ffcsv_new`.
        row: their spreadsheet row; lines of a title may stand above.
        cells: the headings.
        names: heading in lower case -> column.
        first: cells of the first row below.
        titles: the lines above.
    """

    form: str
    row: int
    cells: list[str]
    names: Mapping[str, int]
    first: list[str]
    titles: list[str]


def recognise(job: Job) -> Parsed | None:
    """Read the file when its head is that of a flat file."""
    head = next(filter(None, (_head(job.grid.head, start) for start in range(len(job.grid.head[:_SEARCHED])))), None)
    return _read(job, head) if head is not None else None


def _head(rows: list[list[str]], start: int) -> _Head | None:
    """The headings in a row, None when they are not those of a flat file."""
    cells = [cell.strip() for cell in rows[start]]
    if _SURE.isdisjoint(cell.casefold() for cell in cells):
        return None
    names = {re.sub(r"^X(?=\d)", "", cell).casefold(): position for position, cell in enumerate(cells)}
    form = next((form for form, needed in _NEEDED.items() if needed <= names.keys()), "")
    first = rows[start + 1] if len(rows) > start + 1 else []
    titles = [" ".join(dict.fromkeys(filter(None, row))) for row in rows[:start]]
    return _Head(form, start + 1, cells, names, first, titles) if form else None


def _dimensions(head: _Head) -> list[_Dimension]:
    code, label = (
        ("{}_auspraegung_code", "{}_auspraegung_label")
        if head.form == "ffcsv_old"
        else ("{}_variable_attribute_code", "{}_variable_attribute_label")
    )
    names = head.names
    starts = {name.split("_")[0] for name in names}
    numbers = sorted((start for start in starts if start.isdecimal()), key=int)
    return [
        _Dimension(number, names[code.format(number)], names[label.format(number)])
        for number in numbers
        if code.format(number) in names and label.format(number) in names
    ]


def _read(job: Job, head: _Head) -> Parsed:
    parsed = Parsed(_recognition(job, head))
    width = len(head.cells)
    if len(head.first) != width:
        fields = {"found": len(head.first), "expected": width}
        parsed.findings.append(Finding("error", "row_length", row=head.row + 1, fields=fields))
        return parsed
    dimensions = _dimensions(head)
    measures = _old_measures(head.cells) if head.form == "ffcsv_old" else {}
    beside = _beside(head.cells)
    block = job.grid.read(head.row + 1, width, sorted({*_wanted(head, dimensions, measures), *beside}))
    block = end_of_table(block, min(block.columns), head.cells, "")
    parsed.notes = " | ".join(filter(None, [parsed.recognition.notes, *note_texts(block)]))
    parsed.findings.extend(block.findings)
    added = {position: (head.cells[position], block.columns[position]) for position in beside}
    judged = read_beside(added, job.choices.harmless, sheet="", row=head.row)
    parsed.findings.extend(judged.findings)
    parsed.keep = judged.keep
    parts = _old_parts(measures) if head.form == "ffcsv_old" else _new_parts(head.names, block)
    chosen = _choose_measures(parsed, job, parts, head)
    if not any(finding.severity == "error" for finding in parsed.findings):
        _build(job, parsed, block, dimensions, chosen, head)
    return parsed


def _recognition(job: Job, head: _Head) -> Recognition:
    def cell(*keys: str) -> str:
        position = next((head.names[key] for key in keys if key in head.names), -1)
        return head.first[position] if 0 <= position < len(head.first) else ""

    footer = read_footer(job.grid.footer)
    return Recognition(
        format=head.form,
        container=job.grid.container,
        encoding=job.grid.encoding,
        delimiter=job.grid.delimiter,
        head_rows=1,
        first_row=head.row + 1,
        footer_row=job.grid.footer_row,
        code=cell("statistik_code", "statistics_code"),
        title=" ".join(filter(None, [*head.titles, cell("statistik_label", "statistics_label")])),
        unit=cell("value_unit"),
        licence=footer.licence,
        stand=footer.stand,
        notes=footer.notes,
        headings=tuple(head.cells),
        signature=signature(head.form, head.cells),
        preview=preview(job.grid),
    )


def _old_measures(head: list[str]) -> dict[int, tuple[str, str]]:
    """Column -> (name, unit) of `<CODE>__<Name>__<Unit>`."""
    found = {}
    for position, heading in enumerate(head):
        parts = heading.strip().split("__")
        if len(parts) >= 3:
            found[position] = (parts[1].replace("_", " "), parts[-1])
    return found


def _wanted(head: _Head, dimensions: list[_Dimension], measures: Mapping[int, tuple[str, str]]) -> list[int]:
    columns = {position for one in dimensions for position in (one.code, one.label)}
    columns |= set(measures)
    keys = ["zeit"] if head.form == "ffcsv_old" else ["time", "value", "value_unit", "value_q"]
    keys += ["value_variable_label", "value_variable_code"]
    columns |= {head.names[key] for key in keys if key in head.names}
    return sorted(columns)


def _beside(head: list[str]) -> list[int]:
    """Columns that are no part of a flat file's head: somebody added them."""
    return [position for position, heading in enumerate(head) if not _OWN.match(heading) and "__" not in heading]


@dataclass(frozen=True, eq=False)
class _Part:
    """Rows and column of one measure."""

    rows: Mask | None
    column: int
    label: str
    unit: str

    @property
    def heading(self) -> str:
        """Name and, when it is none of persons, unit."""
        plain = not self.unit or understand(self.unit).values("unit") == {"persons"}
        return self.label if plain else f"{self.label} · {self.unit}"


def _old_parts(measures: Mapping[int, tuple[str, str]]) -> list[_Part]:
    return [_Part(None, position, name, unit) for position, (name, unit) in measures.items()]


def _new_parts(names: Mapping[str, int], block: Block) -> list[_Part]:
    label = block.columns[names.get("value_variable_label", names["value"])]
    unit = block.columns.get(names.get("value_unit", -1))
    used = np.flatnonzero(label.counts() > 0)[:_MOST_MEASURES]
    found = []
    for position in used:
        rows = label.codes == position
        units = unit.text_at(int(np.argmax(rows))) if unit is not None else ""
        name = str(label.distinct[int(position)].as_py())
        found.append(_Part(None if len(used) == 1 else rows, names["value"], name, units))
    return found


def _choose_measures(parsed: Parsed, job: Job, parts: list[_Part], head: _Head) -> dict[str, _Part]:
    """Role -> where its values are; everything else is named as left out, or asked about."""
    title = merge([understand_title([*head.titles, parsed.recognition.title]), _time_meaning(head)])
    headings = {number: part.heading for number, part in enumerate(parts)}
    done = assign(headings, title, job.choices, row=head.row)
    parsed.table = job.choices.table or table_of(done)
    about = {"code": parsed.recognition.code, "title": parsed.recognition.title}
    wanted = parsed.table if parsed.table in FIGURES else ""
    problems = check_roles(done, wanted, headings, about, row=head.row)
    problems = problems or [*check_title(title, parsed.recognition.title, job.choices), *done.findings]
    # Measures stand in rows or have headings of their own: the letter of a column would mislead.
    found = problems or name_left_out(done, headings, row=head.row)
    parsed.findings += [
        replace(one, column="", fields={**one.fields, **({} if one.code == "column_missing" else {"columns": []})})
        for one in found
    ]
    taken = {role: positions[0] for role, positions in done.roles.items() if role in FIGURES.get(parsed.table, ())}
    bases = {done.columns[position].meaning.base for position in taken.values()} - {""}
    parsed.base = bases.pop() if len(bases) == 1 else title.base
    parsed.border = "kreis" in title.values("border") or all(
        "kreis" in done.columns[position].meaning.values("border") for role, position in taken.items() if role != "net"
    )
    return {role: parts[position] for role, position in taken.items()}


def _time_meaning(head: _Head) -> Meaning:
    """What the label of the time says of the period: a quarter or a month is no year."""
    position = head.names.get("zeit_label", head.names.get("time_label", -1))
    return understand(head.first[position]) if 0 <= position < len(head.first) else Meaning()


def _build(
    job: Job,
    parsed: Parsed,
    block: Block,
    dimensions: list[_Dimension],
    wanted: Mapping[str, _Part],
    head: _Head,
) -> None:
    names, cells = head.names, head.cells
    roles = _role_of_dimensions(block, dimensions, head)
    keep = _totals_only(parsed, block, dimensions, roles, head)
    if any(one.code == "dimension_without_total" for one in parsed.findings):
        return
    if parsed.keep is not None:
        keep = parsed.keep if keep is None else keep & parsed.keep
    territory = next((one for one in dimensions if roles.get(one.number) == "ags"), None)
    if territory is None:
        parsed.findings.append(Finding("error", "column_missing", fields=in_words(["ags"])))
        return
    _check_border(parsed, job)
    time = "date" if parsed.table == "population" else "year"
    position = names.get("zeit", names.get("time", 0))
    columns = {time: block.columns[position], "ags": _filled(block.columns[territory.code], "DG")}
    places = {time: (position, cells[position]), "ags": (territory.code, cells[territory.code])}
    age = next((one for one in dimensions if roles.get(one.number) == "age_group"), None)
    if age is not None:
        columns["age_group"] = _filled(block.columns[age.label], "Insgesamt")
        places["age_group"] = (age.label, cells[age.label])
    quality = names.get("value_q")
    parsed.blocks = _blocks(job, parsed, block, columns, places, wanted, keep, quality)
    parsed.mapping = ColumnMapping(parsed.table, {role: part.label for role, part in wanted.items()})
    parsed.recognition = replace(parsed.recognition, years=())


def _filled(column: Coded, text: str) -> Coded:
    values = pc.if_else(pc.equal(column.distinct, ""), pa.scalar(text), column.distinct)
    return Coded(values, column.codes)


def _role_of_dimensions(block: Block, dimensions: list[_Dimension], head: _Head) -> dict[str, str]:
    """Number of a dimension -> role, blank when the atlas does not know it."""
    first, names = head.first, head.names
    roles: dict[str, str] = {}
    for one in dimensions:
        number = one.number
        position = names.get(f"{number}_merkmal_code", names.get(f"{number}_variable_code", -1))
        code = first[position] if position >= 0 else ""
        keys = block.columns[one.code].matches(r"^(DG|\d{2,12})?$").all()
        if "ags" not in roles.values() and (_TERRITORY.match(code) or (keys and not code.startswith("ALT"))):
            roles[number] = "ags"
        elif code.upper().startswith("ALT") and "age_group" not in roles.values():
            roles[number] = "age_group"
        else:
            roles[number] = ""
    return roles


def _totals_only(
    parsed: Parsed, block: Block, dimensions: list[_Dimension], roles: Mapping[str, str], head: _Head
) -> Mask | None:
    """Rows that hold the whole of every dimension the atlas does not keep; None means all rows."""
    keep: Mask | None = None
    for one in dimensions:
        if roles[one.number]:
            continue
        label = block.columns[one.label]
        whole, border = _whole(label.texts(), label.used())
        parsed.border |= border
        if not whole.any():
            shown = [text for text, rows in zip(label.texts(), label.counts(), strict=True) if rows][:5]
            fields = {"dimension": head.cells[one.label], "values": shown}
            parsed.findings.append(Finding("error", "dimension_without_total", fields=fields))
            continue
        spread = label.where(whole)
        keep = spread if keep is None else keep & spread
    return keep


def _whole(texts: list[str], used: Mask) -> tuple[Mask, bool]:
    """Which attributes of a dimension are the whole, and whether they say: over district borders."""
    said = [understand(text) for text in texts]
    kreis = np.array([one.values("border") == {"kreis"} and not one.unknown for one in said], dtype=bool) & used
    if kreis.any():
        return kreis, True
    parts = (*PARTS, "border", "unit", "period", "kind")
    total = [
        not text or ("all" in one.values("total") and not one.unknown and not any(one.part_of(f) for f in parts))
        for text, one in zip(texts, said, strict=True)
    ]
    return np.array(total, dtype=bool) & used, False


def _check_border(parsed: Parsed, job: Job) -> None:
    """Moves whose border nothing names are asked about: the number of the statistic says none."""
    if parsed.table == "migration" and not (parsed.border or job.choices.table):
        parsed.findings.append(Finding("error", "border_not_stated", fields={"code": parsed.recognition.code}))


def _blocks(
    job: Job,
    parsed: Parsed,
    block: Block,
    columns: dict[str, Coded],
    places: dict[str, tuple[int, str]],
    wanted: Mapping[str, _Part],
    keep: Mask | None,
    quality: int | None,
) -> list[Raw]:
    """One block per measure when measures stand in rows of their own, one for all otherwise."""
    if any(part.rows is not None for part in wanted.values()):
        return _paired(job, parsed, block, columns, places, wanted, keep)
    for role, part in wanted.items():
        columns[role] = block.columns[part.column]
        places[role] = (part.column, part.label)
        if quality is not None:
            columns[f"{role}_quality"] = block.columns[quality]
    raw = Raw(columns, places, block.rows, job.grid.sheet)
    return [raw if keep is None else raw.filtered(keep)]


def _paired(
    job: Job,
    parsed: Parsed,
    block: Block,
    columns: dict[str, Coded],
    places: dict[str, tuple[int, str]],
    wanted: Mapping[str, _Part],
    keep: Mask | None,
) -> list[Raw]:
    """Rows of the measures side by side, paired by their keys; a row without its pair is said so."""
    key = np.zeros(len(block.rows), dtype=np.int64)
    for column in columns.values():
        key = key * len(column.distinct) + column.codes
    order: dict[str, np.ndarray] = {}
    for role, part in wanted.items():
        mask = part.rows if part.rows is not None else np.ones(len(key), bool)
        hits = np.flatnonzero(mask if keep is None else mask & keep)
        order[role] = hits[np.argsort(key[hits], kind="stable")]
    lead, *others = order
    rows = order[lead]
    for role in others:
        if not np.array_equal(key[order[role]], key[rows]):
            missing = np.setxor1d(key[order[role]], key[rows])
            fields = {"measures": [wanted[lead].label, wanted[role].label]}
            parsed.findings.append(Finding("error", "pair_missing", count=len(missing), fields=fields))
            return []
    paired = {role: column.take(rows) for role, column in columns.items()}
    for role, part in wanted.items():
        paired[role] = block.columns[part.column].take(order[role])
        places[role] = (part.column, part.label)
    return [Raw(paired, places, block.rows[rows], job.grid.sheet)]
