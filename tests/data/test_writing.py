"""A table written is the table it was read from."""

import pandas as pd
import pytest

from data.records import load_table
from data.records.tables import table_file
from data.records.writing import write_table
from data.tables import TABLES


@pytest.mark.parametrize("table", list(TABLES))
def test_a_shipped_table_is_read_again_as_it_was_written(table, tmp_path):
    shipped = load_table(table)
    file = tmp_path / table_file(table)
    file.parent.mkdir(parents=True)
    file.write_bytes(write_table(shipped, table))
    pd.testing.assert_frame_equal(load_table(table, tmp_path), shipped)
