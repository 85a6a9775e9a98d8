"""Canonical rows written as workbooks, spreadsheets and packed files and read again are the same rows."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given

from tests.data.intake.test_round_trips import SLOW, assert_same, flows, stocks
from tests.samples import books
from tests.samples import layouts as lay

_FLOWS = {"AGS": "ags", "Jahr": "year", "Alter": "age_group", "Zuzüge": "arrivals", "Fortzüge": "departures"}


def of_total(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["age_group"] == "insgesamt"].reset_index(drop=True)


def on_two_sheets(rows: pd.DataFrame) -> bytes:
    cut = rows["ags"] == rows["ags"].iloc[0]
    parts = {"Teil 1": rows[cut], "Teil 2": rows[~cut]}
    return books.ods({name: books.table_of(part, _FLOWS) for name, part in parts.items() if len(part)})


WRITERS: dict[str, tuple[str, Callable[[pd.DataFrame], bytes], bool]] = {
    "workbook of the office": ("migration", books.official_migration, False),
    "two sheets of a spreadsheet": ("migration", on_two_sheets, False),
    "packed text": ("migration", lambda rows: books.packed(lay.regional_migration(rows).encode()), False),
    "years side by side": ("migration", books.side_by_side, True),
    "days across": ("population", books.official_totals, True),
    "Eurostat TSV": ("population", books.eurostat_tsv, True),
    "Eurostat CSV": ("population", books.eurostat_csv, True),
}


@pytest.mark.parametrize("layout", list(WRITERS))
def test_rows_survive_every_layout(layout: str) -> None:
    table, write, only_totals = WRITERS[layout]

    @SLOW
    @given(flows() if table == "migration" else stocks())
    def round_trip(rows: pd.DataFrame) -> None:
        kept = of_total(rows) if only_totals else rows
        assert_same(write(kept), kept, table)

    round_trip()
