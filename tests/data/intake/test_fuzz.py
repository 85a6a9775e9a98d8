"""Samples of every layout, cut, repeated and overwritten at random: findings, never a crash, never half a store."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import canonical, read_file
from data.records.checking import as_pandera
from data.tables import TABLES
from tests.samples.generate import FOLDER

FILES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.csv") and path.stat().st_size)
PIECES = (b";", b'"', b"\n", b"\r", b"-", b".", b",", b"x", b"\x00", b"\xe4", b"\xc3", b"=", b"1.560", b"____________")


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    path = draw(st.sampled_from(FILES))
    data = path.read_bytes()
    for _ in range(draw(st.integers(min_value=1, max_value=3))):
        start = draw(st.integers(min_value=0, max_value=len(data)))
        length = draw(st.sampled_from([0, 1, 2, 30, 300]))
        piece = draw(st.sampled_from([*PIECES, b"", data[start : start + length] * 2]))
        data = data[:start] + piece + data[start + length :]
    return path.name, data


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_a_damaged_file_of_any_layout_ends_in_findings(case: tuple[str, bytes]) -> None:
    name, data = case
    result = read_file(data, name)
    words = get_wording("en")
    assert all(finding_text(finding, words).what for finding in result.findings)
    if result.ok:
        frame = canonical(result.frame, result.table)
        assert len(as_pandera(TABLES[result.table].to_schema()).validate(frame)) == len(frame)


def test_a_heading_that_begins_with_a_number_is_no_dimension() -> None:
    head, *rows = (FOLDER / "g05_flat_new.csv").read_bytes().splitlines()
    wider = b"\n".join([head + b";2._note", *(row + b";" for row in rows)])
    assert read_file(wider, "g05_flat_new.csv").frame is not None
