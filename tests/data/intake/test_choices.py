"""A person's decisions: mends, columns, replay on the next file."""

from data.intake import Choices, Correction, read_file

DATA = (
    b"Gebiet;Jahr;Gruppe;Rein;Raus\n"
    b"12066;2018;insgesamt;5O;40\n"
    b"12052;2018;insgesamt;7;6\n"
)  # fmt: skip
COLUMNS = {"ags": "Gebiet", "year": "Jahr", "age_group": "Gruppe", "arrivals": "Rein", "departures": "Raus"}


def test_columns_a_person_assigned_are_read_and_shown() -> None:
    result = read_file(DATA, "x.csv", choices=Choices(table="migration", columns=COLUMNS))
    assert result.mapping.columns["arrivals"] == "Rein"
    found = next(finding for finding in result.findings if finding.code == "not_a_number")
    assert (found.row, found.column, found.heading, found.value) == (2, "D", "Rein", "5O")


def test_a_mend_corrects_the_cell_and_is_logged() -> None:
    correction = Correction(row=2, column="D", old="5O", new="50", reason="Buchstabe statt Null")
    result = read_file(DATA, "x.csv", choices=Choices(table="migration", columns=COLUMNS, corrections=(correction,)))
    assert result.ok
    assert result.frame["arrivals"].tolist() == [50, 7]
    assert [finding.fields["new"] for finding in result.findings if finding.code == "mended"] == ["50"]


def test_a_mend_whose_cell_has_changed_is_not_applied_and_said_so() -> None:
    correction = Correction(row=3, column="D", old="8", new="9")
    result = read_file(DATA, "x.csv", choices=Choices(table="migration", columns=COLUMNS, corrections=(correction,)))
    assert result.frame["arrivals"].tolist()[1] == 7
    assert "mend_not_applied" in [finding.code for finding in result.findings]


def test_decisions_survive_json_and_are_replayed_on_the_next_file_with_the_same_head() -> None:
    choices = Choices(table="migration", columns=COLUMNS, corrections=(Correction(2, "D", "5O", "50"),))
    again = Choices.from_json(choices.to_json())
    assert again == choices
    later = DATA.replace(b"2018", b"2019").replace(b"12052;", b"12060;1;x;1;1\n12052;")
    first = read_file(DATA, "x.csv", choices=choices)
    second = read_file(later.replace(b"12060;1;x;1;1\n", b""), "y.csv", choices=again.replayed())
    assert first.recognition.signature == second.recognition.signature
    assert second.ok


def test_reading_can_be_cancelled_and_shows_progress() -> None:
    seen: list[float] = []
    chosen = Choices(table="migration", columns=COLUMNS)
    assert read_file(DATA, "x.csv", choices=chosen, progress=seen.append).table
    assert seen[-1] == 1.0
    stopped = read_file(DATA, "x.csv", choices=chosen, cancelled=lambda: True)
    assert [finding.code for finding in stopped.findings] == ["cancelled"]
    assert not stopped.ok
