"""An extract of the Kreiswanderungsmatrix: one column of balances, without sex and nationality.

The pairs are added up to the balance of each district with the rest of Germany (`migration_land`, measure
`kreis_net`, partner `Inland`). A pair without moves is missing in the extract and counts as zero.
"""

from __future__ import annotations

import pandas as pd

from data.intake.flows.head import find_head
from data.intake.flows.matrix import read_matrices
from data.intake.flows.pairs import Pairs
from data.intake.formats.parts.base import Job, Parsed
from data.intake.model import ColumnMapping, Finding
from data.intake.words.labels import TOTAL, age_codes

TABLE = "migration_land"


def recognise(job: Job) -> Parsed | None:
    """Read the workbook when its one column of figures is a balance, or a person wants the sums of a whole matrix."""
    head = find_head(job.grid)
    if head is None or not (head.is_extract or job.choices.table == TABLE):
        return None
    parsed, pairs = read_matrices(job, head, TABLE)
    parsed.places = {"net": (head.measures["all"], "Insgesamt")} if "all" in head.measures else {}
    parsed.mapping = ColumnMapping(TABLE, {"net": "Insgesamt"})
    if not any(one.severity == "error" for one in parsed.findings):
        _fill(parsed, pairs)
    return parsed


def _fill(parsed: Parsed, pairs: Pairs) -> None:
    """The rows of the table, or why there are none."""
    rows = pd.concat(pairs.rows, ignore_index=True) if pairs.rows else pd.DataFrame()
    if rows.empty:
        parsed.findings.append(Finding("error", "nothing_for_atlas"))
        return
    if twice := rows[rows.duplicated(["target", "origin", "age_group", "year"])]["sheet"].unique().tolist():
        parsed.findings.append(Finding("error", "sheets_overlap", fields={"names": twice}))
        return
    sums = rows.groupby(["target", "year", "age_group"], as_index=False).agg(net=("all", "sum"), row=("row", "min"))
    whole = pd.concat([sums, _totals(sums)], ignore_index=True).sort_values(["target", "year", "row"], kind="stable")
    parsed.register, parsed.rows = _as_table(whole), [int(row) for row in whole["row"]]
    parsed.findings.append(Finding("note", "only_moves_inside_germany"))


def _totals(sums: pd.DataFrame) -> pd.DataFrame:
    """The total of each district all of whose age groups are there."""
    groups = sums.groupby(["target", "year"], as_index=False)
    totals = groups.agg(net=("net", "sum"), row=("row", "min"), n=("net", "size"))
    return totals[totals["n"] == len(age_codes("migration"))].drop(columns="n").assign(age_group=TOTAL)


def _as_table(sums: pd.DataFrame) -> pd.DataFrame:
    """Text columns of `migration_land`."""
    columns = {
        "land_ags": sums["target"].str.slice(0, 2),
        "kreis_ags": sums["target"],
        "year": sums["year"].astype("str"),
        "measure": "kreis_net",
        "age_group": sums["age_group"],
        "partner": "Inland",
        "net": sums["net"].astype("int64").astype("str"),
        "status": "reported",
    }
    return pd.DataFrame(columns, dtype="str").reset_index(drop=True)
