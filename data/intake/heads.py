"""From the words of a head to the role of each column, or to the reason why it is left out.

A column has a role only when its heading, together with the title, says nothing else than: persons, of all
sexes and nationalities, over district borders (moves) or at a year's end (population). Everything else is
named as left out; when a needed role stays empty, the reason stops the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from data.intake.lists.vocabulary import in_words
from data.intake.model import Choices, Finding
from data.intake.words.labels import doubtful_end, doubtful_line
from data.intake.words.meaning import PARTS, Meaning, as_written, names_figures, understand, understand_tab
from data.intake.workbooks.grid import letter

ROLES: Mapping[str, tuple[str, ...]] = {
    "migration": ("arrivals", "departures", "net"),
    "population": ("population",),
}
"""Roles of the two tables of figures."""
_ORDER = ("unit", "period", "kind", "border", *PARTS, "age", "measure", "unknown")
_CODES: Mapping[str, str] = {
    "unit": "unit_not_persons",
    "period": "no_whole_year",
    "kind": "not_observed",
    "border": "measure_not_held",
    "partner": "measure_not_held",
    "measure": "measure_not_held",
    "sex": "subset_only",
    "nationality": "subset_only",
    "group": "subset_only",
    "age": "subset_only",
    "unknown": "words_unknown",
}
"""What stands against a column -> code of the finding."""

OTHER_MEASURES = frozenset({*_CODES.values()} - {"words_unknown"})
"""Findings that say a table measures something else."""
_RIGHT = {"unit": "persons", "border": "kreis", "period": "year"}
"""Facets with one value that is stored."""
_SIGNED = re.compile(r"\+\s?/\s?[-–−]|±")
"""A change, where it does not stand behind a balance."""
_NAMED = 3
"""Headings named in one finding."""


@dataclass(frozen=True)
class Column:
    """What one column of figures holds.

    Attributes:
        role: `arrivals`, `departures`, `net` or `population`, with `_male` or `_female` for one sex;
            blank when it is none of them.
        against: facet that keeps it from being stored (a key of `_CODES`), blank for none.
        words: the words that say so.
        meaning: of its heading.
        exact: the heading itself says what the title leaves open.
    """

    role: str = ""
    against: str = ""
    words: str = ""
    meaning: Meaning = field(default_factory=Meaning)
    exact: bool = False


@dataclass
class Assignment:
    """Roles of the columns of a table.

    Attributes:
        roles: role -> positions, one for each day and age group across.
        columns: position -> what it holds.
        left_out: positions nothing is taken from although they hold a measure.
        findings: what was left out, and what is asked.
    """

    roles: dict[str, list[int]] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_column(
    heading: str, title: Meaning, choices: Choices, *, ages_across: bool = False, binding: frozenset[str] = frozenset()
) -> Column:
    """What a column with this heading holds under this title.

    Args:
        heading: its heads, joined.
        title: of the table.
        choices: words a person said to be harmless.
        ages_across: age groups may stand in headings; otherwise one there makes the column a part.
        binding: facets of which the title speaks for every column, whatever its heading says.
    """
    own = understand(heading)
    reasons = _reasons(own, title, choices.harmless, binding)
    ages = title.ages if ages_across else (*own.ages, *title.ages)
    if ages:
        reasons["age"] = ages[0]
    doubt = doubtful_end(heading)
    if doubt and not (own.ages and doubt.isdigit()) and not {*doubt.casefold().split()} <= {*choices.harmless}:
        reasons.setdefault("unknown", doubt)
    measures = (own.values("measure") or title.values("measure")) & {*ROLES["migration"], "population"}
    signed = _SIGNED.search(heading)
    if signed and "net" not in measures:
        reasons.setdefault("unit", signed.group())
    role = next(iter(measures)) if len(measures) == 1 else ""
    sex = own.part_of("sex")
    named = own if own.values("measure") else title
    if "other" in named.values("measure") or not (role or (measures and "unit" in reasons)):
        reasons = {"measure": _said(own, "measure") or heading}
    if sex and role and not own.part_of("nationality"):
        role = f"{role}_{sex}"
    against = next((facet for facet in _ORDER if facet in reasons), "")
    exact = "kreis" in own.values("border") or bool(own.values("measure") & {"population"})
    return Column(role, against, reasons.get(against, ""), own, exact)


def _binding(meanings: Sequence[Meaning], title: Meaning) -> frozenset[str]:
    """Facets of which the title names what is not stored; when no heading takes that up it is meant for all."""
    return frozenset(
        facet
        for facet in ("unit", "border")
        if title.values(facet)
        and _RIGHT[facet] not in title.values(facet)
        and not any(one.values(facet) & title.values(facet) for one in meanings)
    )


def _reasons(own: Meaning, title: Meaning, harmless: Sequence[str], binding: frozenset[str]) -> dict[str, str]:
    """Facet -> words that keep a column from being the whole."""
    found: dict[str, str] = {}
    for facet, right in (("unit", "persons"), ("border", "kreis")):
        told = title if facet in binding or not own.values(facet) else own
        # The title may name several of which the heading chooses one.
        if told.values(facet) - {right}:
            found[facet] = _said(told, facet, but=right)
    if "part" in own.values("period") | title.values("period"):
        found["period"] = _said(own, "period", but="year") or _said(title, "period", but="year")
    if own.values("kind") | title.values("kind"):
        found["kind"] = _said(own, "kind") or _said(title, "kind")
    for facet in PARTS:
        part = title.part_of(facet) or (own.part_of(facet) if facet != "sex" else "")
        if part or (facet == "sex" and own.part_of(facet) not in ("", "male", "female")):
            found[facet] = _said(own, facet, but="all") or _said(title, facet, but="all")
    unknown = [word for word in (*own.unknown, *_areas(own)) if word not in harmless]
    if unknown:
        found["unknown"] = " ".join(unknown)
    return found


def _areas(own: Meaning) -> list[str]:
    """Words of a heading for an area larger or smaller than a district: the column may count moves from or to it."""
    said = {**own.said.get("place", {}), **own.said.get("level", {})}
    return " ".join(words for area, words in said.items() if area != "kreis").split()


def wrong_facets(said: Meaning) -> list[str]:
    """The facets of which a text says something else than the whole."""
    found = [facet for facet, right in _RIGHT.items() if said.values(facet) - {right}]
    found += ["kind"] if said.values("kind") else []
    found += [facet for facet in PARTS if said.part_of(facet)]
    return [*found, "age"] if said.ages else found


def wrong_facet(said: Meaning) -> str:
    """The first facet of which a text says something else than the whole, blank for none."""
    return next(iter(wrong_facets(said)), "")


def _said(meaning: Meaning, facet: str, *, but: str = "") -> str:
    words = [words for value, words in meaning.said.get(facet, {}).items() if value != but]
    return ", ".join(dict.fromkeys(words))


def assign(
    headings: Mapping[int, str],
    title: Meaning,
    choices: Choices,
    *,
    ages_across: bool = False,
    sheet: str = "",
    row: int | None = None,
) -> Assignment:
    """Roles of the columns of figures.

    Args:
        headings: position -> heading, the parts of several head rows joined.
        title: of the table.
        choices: the person's choices: a role given to a heading is not doubted, only its rivals left out.
        ages_across: age groups may stand in headings.
        sheet: for the findings.
        row: spreadsheet row of the headings.
    """
    done = Assignment()
    chosen = {text: role for role, text in choices.columns.items()}
    binding = _binding([understand(heading) for heading in headings.values()], title)
    for position, heading in headings.items():
        column = read_column(heading, title, choices, ages_across=ages_across, binding=binding)
        if heading in chosen and chosen[heading] in {*ROLES["migration"], "population"}:
            column = Column(chosen[heading], "", "", column.meaning, exact=True)
        done.columns[position] = column
        if column.role and not column.against:
            done.roles.setdefault(column.role, []).append(position)
    for role in list(done.roles):
        _choose(done, role, headings, choices, sheet, row)
    taken = {position for positions in done.roles.values() for position in positions}
    done.left_out = [position for position in headings if position not in taken]
    return done


def _choose(
    done: Assignment, role: str, headings: Mapping[int, str], choices: Choices, sheet: str, row: int | None
) -> None:
    """Of several columns for one role, day and age group the exact one stays; equal ones are asked about."""
    kept: list[int] = []
    groups: dict[object, list[int]] = {}
    for position in done.roles[role]:
        meaning = done.columns[position].meaning
        groups.setdefault((meaning.year, meaning.day, meaning.ages), []).append(position)
    for group in groups.values():
        wanted = [p for p in group if choices.columns.get(role) == headings[p]]
        exact = wanted or [p for p in group if done.columns[p].exact] or group
        kept.append(exact[0])
        if len(exact) > 1:
            done.findings.append(_rivals(role, exact, headings, sheet, row))
    done.roles[role] = kept


def _rivals(role: str, positions: list[int], headings: Mapping[int, str], sheet: str, row: int | None) -> Finding:
    fields = {
        "measure": role,
        "options": [headings[position] for position in positions],
        "columns": [letter(position) for position in positions],
    }
    return Finding("error", "role_twice", sheet=sheet, row=row, column=letter(positions[0]), fields=fields)


def table_of(done: Assignment) -> str:
    """The table the columns belong to, blank when they belong to none or to both."""
    whole = {table for table, roles in ROLES.items() if roles[0] in done.roles}
    return whole.pop() if len(whole) == 1 else ""


def suspected_table(done: Assignment) -> str:
    """The table whose measures the headings name, even when something else stands against every one of them."""
    named = frozenset().union(*(column.meaning.values("measure") for column in done.columns.values()))
    if {"arrivals", "departures"} <= named or "net" in named:
        return "migration"
    return "population" if "population" in named else ""


def code_against(facet: str) -> str:
    """Code of the finding for a column of cells that say something else than the whole."""
    return "subset_only" if facet == "partner" else _CODES[facet]


def check_title(
    title: Meaning, text: str, choices: Choices, *, lines: Sequence[str] = (), sheet: str = ""
) -> list[Finding]:
    """A question about unknown words of the title, before anything else is asked.

    Args:
        title: what it means.
        text: as written.
        choices: words a person said to be harmless.
        lines: of a title somebody put together, which may end in a letter or number for a part.
        sheet: for the finding.
    """
    places = title.said.get("place", {})
    # A title that names another Land alone may speak of moves from or to it.
    elsewhere = "" if "own" in places else places.get("other", "")
    doubts = " ".join(doubtful_line(line) for line in lines if names_figures(understand(line), line)).casefold()
    unknown = [word for word in (*title.unknown, *elsewhere.split(), *doubts.split()) if word not in choices.harmless]
    written = as_written(unknown, text)
    fields = {"words": unknown, "written": written, "text": text}
    asked = Finding("error", "words_unknown", sheet=sheet, row=1, value=" ".join(written), fields=fields)
    return [asked] if unknown else []


def check_roles(
    done: Assignment,
    table: str,
    headings: Mapping[int, str],
    about: Mapping[str, str],
    *,
    sheet: str = "",
    row: int | None = None,
) -> list[Finding]:
    """Why a table cannot be read: what stands against the columns of a role nobody fills.

    Args:
        done: see `assign`.
        table: the table wanted, blank when the head names none.
        headings: position -> heading.
        about: `code` and `title` of the file, for the sentence.
        sheet: for the findings.
        row: spreadsheet row of the headings.
    """
    wanted = [role for role in ROLES.get(table, ("arrivals", "departures", "population")) if role != "net"]
    missing = [role for role in wanted if role not in done.roles]
    if table and not missing:
        return []
    against: dict[str, list[int]] = {}
    told = {position: column for position, column in done.columns.items() if position in headings}
    for position, column in told.items():
        if column.against and (not column.role or column.role.split("_")[0] in missing):
            against.setdefault(_CODES[column.against], []).append(position)
    halves = [f"{role}_{sex}" for role in missing for sex in ("male", "female")]
    sexes = [p for half in halves for p in done.roles.get(half, []) if p in told]
    if sexes:
        against.setdefault("subset_only", []).extend(sexes)
    strongest = [code for code in against if code != "measure_not_held"] or list(against)
    if strongest:
        return [_refusal(code, against[code], done, headings, about, sheet, row) for code in strongest]
    code, fields = ("column_missing", {**in_words(missing), "table": table}) if table else ("measure_not_held", {})
    return [Finding("error", code, sheet=sheet, row=row, fields={**about, **fields})]


def _refusal(
    code: str,
    positions: list[int],
    done: Assignment,
    headings: Mapping[int, str],
    about: Mapping[str, str],
    sheet: str,
    row: int | None,
) -> Finding:
    """One finding for all columns the same thing stands against."""
    columns = [done.columns[position] for position in positions]
    words = list(dict.fromkeys(one.words or _said(one.meaning, "sex") for one in columns))
    names = list(dict.fromkeys(headings[position] for position in positions))[:_NAMED]
    around = " ".join([*names, about.get("title", ""), sheet])
    shown = [" ".join(as_written(one.split(), around)) for one in words]
    fields: dict[str, Any] = {**about, "measures": ", ".join(names), "measure": names[0], "unit": ", ".join(shown)}
    fields["written"] = shown
    fields |= {"words": " ".join(words).split() if code == "words_unknown" else ", ".join(words)}
    first = positions[0]
    return Finding("error", code, sheet=sheet, row=row, column=letter(first), heading=headings[first],
                   value=shown[0], fields=fields)  # fmt: skip


def name_bare(found: Finding, done: Assignment, headings: Mapping[int, str]) -> Finding:
    """A heading such as Insgesamt, Personen or 2021 says how or when, but not what is counted."""
    bare = [position for position, one in done.columns.items() if one.against == "measure" and _is_bare(one.meaning)]
    if found.code not in ("measure_not_held", "column_missing") or not bare:
        return found
    heading = headings[bare[0]]
    return replace(found, code="measure_unnamed", column=letter(bare[0]), heading=heading, value=heading)


def _is_bare(said: Meaning) -> bool:
    dated = bool(said.years or said.days) and not (said.said or said.unknown)
    return dated or bool(set(said.said) & {"total", "unit"}) or not (said.said or said.unknown)


def name_left_out(
    done: Assignment, headings: Mapping[int, str], *, sheet: str = "", row: int | None = None
) -> list[Finding]:
    """A note for every column of figures nothing is taken from, by reason; the sexes serve as a check."""
    groups: dict[tuple[str, str], list[int]] = {}
    for position in done.left_out:
        column = done.columns[position]
        groups.setdefault((column.against or "rival", column.words), []).append(position)
    notes = []
    for (reason, words), positions in groups.items():
        names = list(dict.fromkeys(headings[position] for position in positions))
        fields = {"reason": reason, "words": words, "headings": names, "columns": [letter(p) for p in positions]}
        notes.append(Finding("note", "column_left_out", sheet=sheet, row=row, column=letter(positions[0]),
                             heading=names[0], fields=fields))  # fmt: skip
    return notes


def sheet_parts(sheet: str) -> Meaning:
    """What the name of a sheet says of sex, nationality or partner: a sheet `Weiblich` holds women."""
    said = understand_tab(sheet)
    return Meaning({facet: said.said[facet] for facet in PARTS if said.part_of(facet)})


def merge(meanings: Iterable[Meaning]) -> Meaning:
    """Several texts about one table as one meaning: what each says stands."""
    read, said = list(meanings), dict[str, dict[str, str]]()
    for one in read:
        for facet, values in one.said.items():
            said.setdefault(facet, {}).update(values)
    lists = ("years", "days", "bases", "ages", "unknown")
    return Meaning(said, *(tuple(chain.from_iterable(getattr(one, name) for one in read)) for name in lists))
