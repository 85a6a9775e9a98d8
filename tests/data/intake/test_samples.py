"""The samples folder is the specification: every file gives exactly its twin, or is refused as its twin says."""

import io

import pandas as pd
import pytest

from data.intake import Intake, canonical, read_file
from data.tables import TABLES
from tests.samples.generate import FOLDER, Sample, all_samples, twin

SAMPLES = all_samples()
_TEXT = {"ags": str, "kreis_ags": str, "land_ags": str, "census_base": str}


def rows_of(result: Intake) -> pd.DataFrame:
    assert result.frame is not None
    assert result.table is not None
    frame = canonical(result.frame, result.table)
    keep = [name for name in frame.columns if name not in ("source_id", "source_ids")]
    key = TABLES[result.table].to_schema().unique
    return frame[keep].sort_values(key).reset_index(drop=True)


def as_csv(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Through CSV once, so that both sides have the same types."""
    text = frame.to_csv(index=False)
    key = TABLES[table].to_schema().unique
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False).sort_values(key).reset_index(drop=True)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_every_sample_gives_its_twin(sample: Sample) -> None:
    result = read_file((FOLDER / sample.name).read_bytes(), sample.name)
    codes = [finding.code for finding in result.findings]
    errors = [finding.code for finding in result.findings if finding.severity == "error"]
    if sample.refused:
        assert sample.refused in errors
        assert not result.ok
        return
    assert errors == []
    assert result.table == sample.table
    expected = pd.read_csv(FOLDER / f"{sample.name}.expected.csv", dtype=str, keep_default_na=False)
    key = TABLES[sample.table].to_schema().unique
    expected = expected.sort_values(key).reset_index(drop=True)
    pd.testing.assert_frame_equal(as_csv(rows_of(result), sample.table), expected, check_dtype=False)
    assert not sample.noticed or sample.noticed in codes


def test_there_are_at_least_forty_samples_and_each_lies_beside_its_twin() -> None:
    assert len(SAMPLES) >= 40
    for sample in SAMPLES:
        assert (FOLDER / f"{sample.name}.expected.csv").read_text(encoding="utf-8") == twin(sample)


def test_samples_stay_small() -> None:
    assert max((FOLDER / sample.name).stat().st_size for sample in SAMPLES) < 100_000
