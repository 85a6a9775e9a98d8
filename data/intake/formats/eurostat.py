"""Eurostat: the TSV of the bulk download and the SDMX-CSV, for districts (NUTS 3).

Population on 1 January of a year is that of 31 December of the year before. Eurostat publishes no arrivals and
departures of districts: every other measure is named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from data.intake.cells.coded import Coded
from data.intake.cells.symbols import LETTERS
from data.intake.figures.model import Raw
from data.intake.formats.parts.base import Job, Parsed, preview, signature
from data.intake.formats.parts.rows import end_of_table, note_texts
from data.intake.model import ColumnMapping, Finding, Recognition
from data.intake.words.labels import TOTAL
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Grid, TextGrid

_FIRST_LINE = re.compile(rb"^\s*([a-z_]+(?:,[a-z_]+)*)\\time(?:_period)?\t", re.I)
_HEAD = re.compile(r"[a-z][a-z\d_]*|[A-Z][A-Z\d_ ]*")
"""Codes are written in one case throughout; labels beside them, such as `Time frequency`, are not."""
_MEASURE = "indic_de"
_POPULATION = "JAN"
_WHOLE = {"sex": "T", "age": "TOTAL", "freq": "A", "unit": "NR", "unit_mult": "0"}
"""Dimension -> the value that stands for everybody, counted in persons once a year."""
_TOTALS = ("TOTAL", "T", "")
_PLACE = frozenset({"geo", _MEASURE})
_POPULATION_FLOWS = ("DEMO_R_PJAN",)
"""Data flows that hold the population on 1 January and nothing else."""
_PROJECTED = "PROJ_"
"""Data flows of projections."""
_ABOUT = frozenset({"dataflow", "structure", "structure_id", "structure_name", "last update"}) | frozenset(
    {"obs_flag", "obs_status", "obs_note", "conf_status"}
)


@dataclass
class _Found:
    """Observations of the atlas's districts.

    Attributes:
        keys: district key per observation.
        days: reference day (ISO).
        values: cells as text.
        flags: quality letters.
        rows: spreadsheet rows.
        others: measures and parts that were left out, with the number of their rows.
        outside: territories outside the atlas, with the number of their rows.
        findings: rows with another number of cells.
        notes: those of them that are lines of words.
    """

    keys: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: str = ""


def recognise(job: Job) -> Parsed | None:
    """Read a TSV whose first cell packs the dimensions, or a table with `geo`, `TIME_PERIOD` and `OBS_VALUE`."""
    grid = _as_tsv(job.grid)
    if grid is not None:
        return _read(job, grid, _read_tsv(job, grid), grid.head[0][:1])
    heads = _sdmx_columns(job.grid)
    if heads is not None:
        return _read(job, job.grid, _read_sdmx(job, heads), job.grid.head[0])
    return None


def _as_tsv(grid: Grid) -> Grid | None:
    """The grid split at tabs when its first line is that of a TSV."""
    if not isinstance(grid, TextGrid) or not _FIRST_LINE.match(grid.data):
        return None
    if grid.delimiter == "\t":
        return grid
    return TextGrid(grid.data, encoding=grid.encoding, delimiter="\t", progress=grid.progress, cancelled=grid.cancelled)


def _sdmx_columns(grid: Grid) -> dict[str, int] | None:
    """Dimension or field -> column."""
    if not grid.head:
        return None
    codes = ((position, _code(cell)) for position, cell in enumerate(grid.head[0]))
    names: dict[str, int] = {}
    for position, code in codes:
        if _HEAD.fullmatch(code) or code.casefold() in _WHOLE:
            # Labels, such as Sex beside sex, stand behind their code.
            names.setdefault(code.casefold(), position)
    return names if {"geo", "time_period", "obs_value"} <= set(names) else None


def _code(cell: str) -> str:
    """The code of a cell that may carry its label behind a colon."""
    return cell.split(":", 1)[0].strip()


def _read_tsv(job: Job, grid: Grid) -> _Found:
    head = grid.head[0]
    names = [name.strip().casefold() for name in head[0].split("\\")[0].split(",")]
    years = [cell.strip() for cell in head[1:]]
    block = end_of_table(grid.read(2, len(head), range(len(head))), 0, head, grid.sheet)
    columns = [block.columns[position].texts_per_row() for position in range(len(head))]
    found = _Found(findings=block.findings, notes=" | ".join(note_texts(block)))
    for index, packed in enumerate(columns[0]):
        codes = dict(zip(names, (part.strip() for part in packed.split(",")), strict=False))
        if not _is_wanted(job, codes, found):
            continue
        for position, year in enumerate(years, start=1):
            value, flag = _parted(columns[position][index])
            _add(job, found, codes["geo"], year, value, flag, int(block.rows[index]))
    return found


def _read_sdmx(job: Job, heads: Mapping[str, int]) -> _Found:
    head = job.grid.head[0]
    block = end_of_table(job.grid.read(2, len(head), sorted(heads.values())), heads["geo"], head, job.grid.sheet)
    texts = {name: block.columns[position].texts_per_row() for name, position in heads.items()}
    dimensions = [name for name in heads if name not in _ABOUT and name not in ("time_period", "obs_value")]
    flows = texts.get("dataflow") or texts.get("structure_id") or []
    found = _Found(findings=block.findings, notes=" | ".join(note_texts(block)))
    for index, value in enumerate(texts["obs_value"]):
        codes = {name: _code(texts[name][index]) for name in dimensions}
        if flows and any(flow in flows[index].upper() for flow in _POPULATION_FLOWS):
            codes.setdefault(_MEASURE, _POPULATION)
        if flows and _PROJECTED in flows[index].upper():
            codes["projection"] = flows[index]
        if _is_wanted(job, codes, found):
            flag = next((texts[name][index].lower() for name in ("obs_flag", "obs_status") if name in texts), "")
            time = texts["time_period"][index]
            _add(job, found, codes["geo"], time, value or ":", flag, int(block.rows[index]))
    return found


def _is_wanted(job: Job, codes: Mapping[str, str], found: _Found) -> bool:
    """True for the population of a district, all ages and sexes; what is left out is counted."""
    area = find_kreis(codes.get("geo", ""), job.choices.names)
    if area.kind != "kreis":
        found.outside[codes.get("geo", "")] = found.outside.get(codes.get("geo", ""), 0) + 1
        return False
    other = [f"{name} {code}" for name, code in codes.items() if name not in _PLACE and code not in _whole(name)]
    if codes.get(_MEASURE) != _POPULATION:
        other.insert(
            0, codes.get(_MEASURE) or " ".join(f"{name} {code}" for name, code in codes.items() if name != "geo")
        )
    if other:
        found.others[other[0]] = found.others.get(other[0], 0) + 1
    return not other


def _whole(name: str) -> tuple[str, ...]:
    """Codes of a dimension that stand for everybody; one the atlas does not know has only its total."""
    return (_WHOLE[name],) if name in _WHOLE else _TOTALS


def _parted(cell: str) -> tuple[str, str]:
    """Value and quality letters of a cell such as `1234 e`."""
    match = re.fullmatch(r"(:|-?[\d.]+)\s*([a-z]*)", cell)
    return (match.group(1), match.group(2)) if match else (cell, "")


def _add(job: Job, found: _Found, geo: str, year: str, value: str, flag: str, row: int) -> None:
    """Add an observation of 1 January: it is the last day of the year before."""
    found.keys.append(find_kreis(geo, job.choices.names).ags)
    found.days.append(f"{int(year) - 1}-12-31" if re.fullmatch(r"(?:19|20)\d{2}", year) else year)
    found.values.append("." if value == ":" and "c" in flag else value)
    found.flags.append(next((letter for letter in flag if letter in LETTERS), ""))
    found.rows.append(row)


def _read(job: Job, grid: Grid, found: _Found, headings: list[str]) -> Parsed:
    parsed = Parsed(
        Recognition(
            format="eurostat",
            container=grid.container,
            encoding=grid.encoding,
            delimiter=grid.delimiter,
            head_rows=1,
            first_row=2,
            title="Eurostat",
            unit="Personen",
            headings=tuple(headings),
            signature=signature("eurostat", headings),
            preview=preview(grid),
        ),
        outside=found.outside,
        findings=list(found.findings),
        notes=found.notes,
    )
    if not found.keys:
        code = "eurostat_not_held" if found.others or not found.outside else "nothing_for_atlas"
        parsed.findings.append(Finding("error", code, row=1, fields={"measures": sorted(found.others)[:10]}))
        return parsed
    for name, rows in sorted(found.others.items()):
        parsed.findings.append(Finding("note", "measure_left_out", value=name, count=rows))
    parsed.table = "population"
    parsed.reading = "english"
    parsed.blocks = [_block(job, found)]
    parsed.recognition = replace(parsed.recognition, years=tuple(sorted({int(day[:4]) for day in found.days})))
    parsed.mapping = ColumnMapping("population", {"population": _POPULATION})
    return parsed


def _block(job: Job, found: _Found) -> Raw:
    columns = {
        "ags": Coded.from_list(found.keys),
        "date": Coded.from_list(found.days),
        "age_group": Coded.constant(TOTAL, len(found.keys)),
        "population": Coded.from_list(found.values),
        "population_quality": Coded.from_list(found.flags),
    }
    return Raw(columns, {}, np.array(found.rows, dtype=np.int64), job.grid.sheet)
