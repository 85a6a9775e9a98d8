"""The migration table of the Regionaldatenbank goes in untouched."""

from data.intake import canonical, read_file

HEAD = """GENESIS-Tabelle: 12711-04-02-4
Zu- und Fortzüge (über Kreisgrenzen) nach Geschlecht und;;;;;;;;
Altersgruppen - Jahressumme - regionale Tiefe: Kreise und;;;;;;;;
krfr. Städte;;;;;;;;
Wanderungsstatistik;;;;;;;;
Jahr: {year};;;;;;;;
;;;Zuzüge;Zuzüge;Zuzüge;Fortzüge;Fortzüge;Fortzüge
;;;Geschlecht;Geschlecht;Geschlecht;Geschlecht;Geschlecht;Geschlecht
;;;Insgesamt;männlich;weiblich;Insgesamt;männlich;weiblich
;;;Anzahl;Anzahl;Anzahl;Anzahl;Anzahl;Anzahl
"""
FOOT = """__________
"zu ""gesamte Tabelle"":
Alle Länder: nur bedingt vergleichbar"
"© Statistische Ämter des Bundes und der Länder, Deutschland, 2020."
Stand: 03.08.2020 / 12:35:41
"""
NAMES = "12066;      Oberspreewald-Lausitz, Landkreis"


def write(*rows: str, year: int = 2018, foot: str = FOOT) -> bytes:
    return (HEAD.format(year=year) + "".join(f"{row}\n" for row in rows) + foot).encode("latin-1")


def codes(data: bytes, name: str = "datei.csv") -> list[str]:
    return [finding.code for finding in read_file(data, name).findings]


def test_arrivals_departures_and_net_are_the_totals_of_both_sexes() -> None:
    result = read_file(write(f"{NAMES};unter 18 Jahre;488;254;234;362;160;202"), "datei.csv")
    assert result.ok
    row = result.frame.iloc[0]
    assert (row.ags, row.year, row.age_group) == ("12066", 2018, "unter 18")
    assert (row.arrivals, row.departures, row.net, row.row_number) == (488, 362, 126, 11)


def test_the_year_comes_from_the_content_and_a_contradicting_name_is_a_warning() -> None:
    data = write(f"{NAMES};Insgesamt;10;5;5;4;2;2", year=2000)
    result = read_file(data, "12711-04-02-4 (2001).csv")
    assert result.frame.year.tolist() == [2000]
    assert "name_disagrees" in [finding.code for finding in result.findings]


def test_a_block_of_dashes_is_a_district_that_does_not_exist_and_a_single_dash_is_zero() -> None:
    data = write(
        f"{NAMES};unter 18 Jahre;-;-;-;3;1;2",
        f"{NAMES};Insgesamt;7;3;4;3;1;2",
        "14625;Bautzen, Landkreis;unter 18 Jahre;-;-;-;-;-;-",
        "14625;Bautzen, Landkreis;Insgesamt;-;-;-;-;-;-",
    )
    frame = read_file(data, "datei.csv").frame.set_index(["ags", "age_group"])
    assert frame.loc[("12066", "unter 18"), "arrivals"] == 0
    assert frame.loc[("14625", "insgesamt"), ["arrivals", "net"]].isna().all()
    assert frame.loc[("14625", "insgesamt"), "status"] == "not_existing"


def test_a_file_cut_off_in_a_row_is_refused() -> None:
    data = write(f"{NAMES};unter 18 Jahre;488;254;234;362;160;202", foot="12066;  Obers")
    assert {"truncated", "row_length"} <= set(codes(data))


def test_sexes_that_do_not_add_up_are_found_with_both_numbers() -> None:
    result = read_file(write(f"{NAMES};Insgesamt;488;154;234;362;160;202"), "datei.csv")
    found = next(finding for finding in result.findings if finding.code == "sex_sum_mismatch")
    assert (found.row, found.fields["found"], found.fields["expected"]) == (11, 488, 388)


def test_rows_outside_the_atlas_are_counted_in_a_note() -> None:
    data = write(f"{NAMES};Insgesamt;10;5;5;4;2;2", "01001;Flensburg;Insgesamt;9;4;5;8;4;4")
    found = next(f for f in read_file(data, "x.csv").findings if f.code == "outside_atlas")
    assert (found.severity, found.count) == ("note", 1)


def test_a_key_beside_the_name_of_another_district_is_pointed_out() -> None:
    data = write("12067;      Oberspreewald-Lausitz, Landkreis;Insgesamt;10;5;5;4;2;2")
    found = next(f for f in read_file(data, "x.csv").findings if f.code == "name_key_mismatch")
    assert (found.row, found.value, found.fields["ags"]) == (11, "12067", "12066")


def test_age_groups_without_their_total_are_pointed_out() -> None:
    assert "total_missing" in codes(write(f"{NAMES};unter 18 Jahre;488;254;234;362;160;202"))


def test_a_departure_that_is_not_stated_is_said_and_stored_as_secret() -> None:
    result = read_file(write(f"{NAMES};Insgesamt;488;254;234;.;.;."), "x.csv")
    assert result.frame["status"].tolist() == ["secret"]
    assert "not_stated" in [finding.code for finding in result.findings]
    stored = canonical(result.frame, "migration")
    assert stored["status"].tolist() == ["secret"]
    assert stored["arrivals"].tolist() == [488]
    assert stored[["departures", "net"]].isna().all(axis=None)
