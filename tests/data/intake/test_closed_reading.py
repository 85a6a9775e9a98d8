"""What a head says decides: used, named as left out, or a question that a person can answer."""

import pandas as pd
import pytest

from data.intake import Choices, Intake, canonical, check_against, check_together, read_file
from data.intake.words.meaning import understand, understand_title
from data.records import load_table
from tests.samples import layouts as lay

MOVES = load_table("migration")
PEOPLE = load_table("population")
LAND = load_table("migration_land")
FLAT_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n"
)


def read(text: str, choices: Choices | None = None) -> Intake:
    return read_file(text.encode(), "datei.csv", choices=choices)


def codes(result: Intake, severity: str = "error") -> list[str]:
    return [one.code for one in result.findings if one.severity == severity]


def flat(*rows: tuple[str, str, str, str], statistic: str, time: str) -> str:
    """A new flat file without age groups: (ags, value, unit, measure)."""
    lines = [f"{statistic};{time};KREISE;Kreise;{a};x;{v};{u};C;{m}\n" for a, v, u, m in rows]
    return FLAT_HEAD + "".join(lines)


def test_a_line_that_begins_with_stichtag_is_no_period_without_a_year() -> None:
    rows = PEOPLE[(PEOPLE["date"] == "2018-12-31") & (PEOPLE["ags"] == "12052")]
    text = lay.regional_population(rows)
    text = text.replace("(17);;;;;\n- Stichtag", "(17) -;;;;;\nStichtag").replace(
        "31.12. - regionale", "31.12. - regionale"
    )
    result = read(text)
    assert codes(result) == []
    assert result.recognition.date == "2018-12-31"
    assert result.frame.set_index("age_group").loc["insgesamt", "population"] == 100_219


def test_several_days_in_column_one_are_read_each_with_its_figures() -> None:
    text = (
        "GENESIS-Tabelle: 12411-01-01-4\nBevölkerung nach Geschlecht - Stichtag 31.12. -;;;;;\n"
        "regionale Tiefe: Kreise und krfr. Städte;;;;;\nFortschreibung des Bevölkerungsstandes;;;;;\n"
        ";;;Bevölkerungsstand;Bevölkerungsstand;Bevölkerungsstand\n;;;Insgesamt;männlich;weiblich\n"
        "31.12.2017;12052;  Cottbus, Kreisfreie Stadt;101036;.;.\n"
        ";12066;  Oberspreewald-Lausitz, Landkreis;111122;.;.\n"
        "31.12.2018;12052;  Cottbus, Kreisfreie Stadt;100219;.;.\n" + lay.FOOT
    )
    result = read(text)
    assert codes(result) == []
    found = result.frame[["ags", "date", "population"]].to_numpy().tolist()
    assert found == [
        ["12052", "2017-12-31", 101_036],
        ["12066", "2017-12-31", 111_122],
        ["12052", "2018-12-31", 100_219],
    ]


def test_an_english_table_of_genesis_is_read() -> None:
    text = (
        "Table: 12411-0017\nPopulation: Administrative districts, reference date, age groups;;;;\n"
        "Updating of the population figures based on the 2011 census;;;;\nPopulation (number);;;;\n"
        ";;;Age groups;;;\n;;;under 3 years;;Total;\n"
        "2018-12-31;12052;Cottbus, kreisfreie Stadt;2611;e;100219;e\n" + lay.FOOT
    )
    result = read(text)
    assert codes(result) == []
    assert result.frame[["age_group", "population", "census_base"]].to_numpy().tolist() == [
        ["unter 3", 2_611, "2011"],
        ["insgesamt", 100_219, "2011"],
    ]


def test_the_exact_measure_wins_over_a_part_and_the_part_is_named() -> None:
    rows = [
        ("12051", "3244", "Anzahl", "Zuzüge über Kreisgrenzen"),
        ("12051", "2519", "Anzahl", "Fortzüge über Kreisgrenzen"),
        ("12051", "1081", "Anzahl", "Zuzüge aus dem Ausland"),
        ("12051", "839", "Anzahl", "Fortzüge in das Ausland"),
    ]
    for order in (rows, rows[::-1]):
        result = read(flat(*order, statistic="12711;Wanderungsstatistik", time="JAHR;Jahr;2019"))
        assert result.frame[["arrivals", "departures"]].iloc[0].tolist() == [3244, 2519]
        left_out = [one.heading for one in result.findings if one.code == "column_left_out"]
        assert sorted(left_out) == ["Fortzüge in das Ausland", "Zuzüge aus dem Ausland"]


def test_the_average_population_never_replaces_that_of_the_day() -> None:
    rows = [
        ("12051", "72124", "Anzahl", "Bevölkerungsstand"),
        ("12051", "71791", "Anzahl", "Durchschnittliche Bevölkerung"),
    ]
    for order in (rows, rows[::-1]):
        statistic = "12411;Fortschreibung des Bevölkerungsstandes"
        result = read(flat(*order, statistic=statistic, time="STAG;Stichtag;2019-12-31"))
        assert result.frame["population"].tolist() == [72_124]
        assert "column_left_out" in codes(result, "note")


def test_two_columns_for_one_role_are_asked_about_and_the_answer_is_taken() -> None:
    text = "AGS;Jahr;Zuzüge;Fortzüge;Zugezogene\n12052;2018;4581;4879;4600\n"
    asked = read(text)
    found = next(one for one in asked.findings if one.code == "role_twice")
    assert found.fields["options"] == ["Zuzüge", "Zugezogene"]
    assert not asked.ok
    answered = read(text, Choices(columns={"arrivals": "Zuzüge"}))
    assert answered.ok
    assert answered.frame["arrivals"].tolist() == [4581]


def test_rows_of_the_total_are_kept_where_others_count_parts() -> None:
    text = (
        "AGS;Jahr;Geschlecht;Zuzüge;Fortzüge\n12052;2018;insgesamt;4581;4879\n"
        "12052;2018;männlich;2290;2439\n12052;2018;weiblich;2291;2440\n"
    )
    result = read(text)
    assert codes(result) == []
    assert result.frame["arrivals"].tolist() == [4581]
    assert next(one.count for one in result.findings if one.code == "parts_left_out") == 2


def test_a_year_that_lacks_one_of_its_measures_is_asked_for() -> None:
    result = read("AGS;Zuzüge 2017;Zuzüge 2018;Fortzüge 2018\n12052;4683;4581;4879\n12060;8000;8659;5983\n")
    asked = next(one for one in result.findings if one.severity == "error")
    assert (asked.code, asked.fields["columns"], asked.heading) == ("column_missing", ["departures"], "Zuzüge 2017")
    assert result.frame is None


def test_a_key_beside_another_name_stops_a_table_of_ones_own() -> None:
    text = "AGS;Kreis;Jahr;Zuzüge;Fortzüge\n12052;Cottbus;2018;4581;4879\n12051;Barnim;2018;8659;5983\n"
    found = [one for one in read(text).findings if one.severity == "error"]
    assert [(one.code, one.row, one.fields["ags"]) for one in found] == [("name_key_mismatch", 3, "12060")]


def test_a_note_that_may_limit_the_figures_is_asked_about_once() -> None:
    text = "AGS;Jahr;Zuzüge;Fortzüge\n12052;2018;4581;4879\nOhne Erstaufnahme;;;\n"
    asked = next(one for one in read(text).findings if one.severity == "error")
    assert (asked.code, asked.fields["words"]) == ("note_limits", ["ohne", "erstaufnahme"])
    assert read(text, Choices(harmless=("ohne", "erstaufnahme"))).ok


def test_words_nobody_knows_are_asked_about_once_and_the_answer_is_remembered() -> None:
    text = "Zuzüge und Fortzüge 2018 im Heimatkreis;;\nAGS;Zuzüge;Fortzüge\n12052;4581;4879\n"
    asked = read(text)
    found = next(one for one in asked.findings if one.severity == "error")
    assert (found.code, found.fields["words"]) == ("words_unknown", ["heimatkreis"])
    answered = read(text, Choices(harmless=("heimatkreis",)))
    assert answered.ok
    assert Choices.from_json(answered.choices.to_json()).replayed().harmless == ("heimatkreis",)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Zu- und Fortzüge 2018", 2018),
        ("Wanderungen, Berichtsjahr 2018, Stand: 03.08.2020", 2018),
        ("Bevölkerung am 31.12.2018 (Basis Zensus 2011)", 2018),
        ("Bevölkerung am 31. Dezember 2018", 2018),
        ("Wanderungen vom 1.1.2018 bis 31.12.2018", 2018),
        ("Bevölkerungsstand am 31.12.2018", 2018),
        ("Wanderungen vom 1.1.2017 bis 31.12.2018", None),
        ("Wanderungen vom 1.1. bis 30.6.2018", None),
        ("Wanderungen, Basis 2018", None),
        ("Wanderungen seit 2018", None),
        ("Wanderungen (Auszug vom 3.4.2018)", None),
        ("Wanderungen © 2018", None),
        ("Wanderungen zum Gebiet 2018", None),
        ("Zuzüge und Fortzüge der Kreise, Stand: März 2019", None),
        ("Bevölkerung auf Grundlage des Zensus 2022", None),
        ("Kreise, Gebietsstand 31.12.2018", None),
        ("Wanderungen 2017 bis 2018", None),
        ("Wanderungen, veröffentlicht am 12.07.2019", None),
        ("Wanderungen, Stand der Fortschreibung 2019", None),
        ("Wanderungen, Stand: Jahresende 2019", None),
        ("Wanderungen, Gebietsstand zum 31.12.2019", None),
        ("Wanderungen nach dem Gebietsstand des Jahres 2019", None),
        ("Wanderungen, Stand (Daten) 2019", None),
        ("Wanderungen, Kreisgrenzen 2019", None),
        ("Wanderungen, eigene Berechnung 2019", None),
        ("Wanderungen, Auswertung 2019", None),
        ("Wanderungen, Amt für Statistik Berlin-Brandenburg, 2019", None),
        ("Wanderungen über die Kreisgrenzen 2018", 2018),
        ("Bevölkerung 2018, Stand der Gebietsgliederung 2019", 2018),
        ("Stand der Bevölkerung am Jahresende 2018", 2018),
        ("Auswertung der Zuzüge und Fortzüge 2018", 2018),
        ("Amt für Statistik Berlin-Brandenburg: Wanderungen 2018", 2018),
    ],
)
def test_a_year_counts_only_where_a_year_is_meant(title: str, year: int | None) -> None:
    assert understand(title).year == year


def test_a_number_in_every_row_is_asked_about_unless_it_is_a_year_or_key() -> None:
    text = (
        "AGS;Jahr;Zuzüge;Fortzüge;Land;Stand;Gebietsstand\n"
        "12052;2018;4581;4879;12;2019;31.12.2018\n12060;2018;8659;5983;12;2019;31.12.2018\n"
    )
    assert codes(read(text)) == []
    asked = read(text.replace("Land;Stand", "Quartal;Stand"))
    assert [(one.code, one.heading, one.value) for one in asked.findings if one.severity == "error"] == [
        ("column_one_value", "Quartal", "12")
    ]
    assert read(text.replace("Land;Stand", "Quartal;Stand"), Choices(harmless=("12",))).ok


def test_a_unit_in_the_title_holds_for_all_columns_unless_a_heading_takes_it_up() -> None:
    title = "Wanderungen 2018, absolut und je 1 000 Einwohner;;;\n"
    both = read(title + "AGS;Zuzüge Anzahl;Fortzüge Anzahl;Zuzüge je 1 000\n12052;4581;4879;46\n12060;8659;5983;47\n")
    assert codes(both) == []
    rates = read("Wanderungen 2018 je 1 000 Einwohner;;\nAGS;Zuzüge Anzahl;Fortzüge Anzahl\n12052;4581;4879\n")
    assert set(codes(rates)) == {"unit_not_persons"}


def test_a_source_line_says_nothing_of_the_year() -> None:
    assert understand_title(["Zu- und Fortzüge 2018", "Quelle: Regionaldatenbank 2020"]).year == 2018


@pytest.mark.parametrize(
    ("title", "day", "base"),
    [
        ("Fortschreibung des Bevölkerungsstandes (Basis Zensus 2011)", "31.12.2022", "2011"),
        ("Fortschreibung des Bevölkerungsstandes", "31.12.2022", "2022"),
        ("Fortschreibung des Bevölkerungsstandes", "31.12.2018", "2011"),
        ("Fortschreibung des Bevölkerungsstandes", "31.12.2009", "pre2011"),
    ],
)
def test_the_census_base_is_read_from_the_title(title: str, day: str, base: str) -> None:
    text = (
        f"GENESIS-Tabelle: 12411-01-01-4\nBevölkerung nach Geschlecht;;;;;\n{title};;;;;\n"
        f"Bevölkerungsstand (Anzahl);;;;;\nStichtag: {day};;;;;\n;;;Insgesamt;männlich;weiblich\n"
        "12052;  Cottbus, Kreisfreie Stadt;Insgesamt;94768;.;.\n__________\nStand: 12.03.2024\n"
    )
    assert read(text).frame["census_base"].tolist() == [base]


@pytest.mark.parametrize(
    ("note", "base"),
    [
        ("Ergebnisse auf Grundlage des Zensus 2011", "2011"),
        ("Fortschreibung auf Basis 2011", "2011"),
        ("Ab 2011: Zensus 2011. Ab 2022: Zensus 2022", "2022"),
        ("Stichtag der Bekanntgabe: 31.12.2011", "2022"),
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_the_census_base_is_read_from_a_footnote(note: str, base: str, *, own: bool) -> None:
    lines = [
        "GENESIS-Tabelle: 12411-01-01-4",
        "Bevölkerung nach Geschlecht;;;;;",
        "Fortschreibung des Bevölkerungsstandes;;;;;",
        "Bevölkerungsstand (Anzahl);;;;;",
        "Stichtag: 31.12.2022;;;;;",
        ";;;Insgesamt;männlich;weiblich",
        "12052;  Cottbus, Kreisfreie Stadt;Insgesamt;94768;.;.",
        "__________",
        note,
        "Stand: 12.03.2024",
    ]
    official = "\n".join(lines) + "\n"
    table = f"AGS;Stichtag;Einwohner\n12052;31.12.2022;94768\n{note};;\n"
    result = read(table if own else official)
    assert codes(result) == []
    assert result.frame["census_base"].tolist() == [base]


def test_a_heading_that_names_the_older_census_decides_too() -> None:
    text = "AGS;Stichtag;Einwohner (Zensus 2011)\n12052;31.12.2022;94768\n"
    assert read(text).frame["census_base"].tolist() == ["2011"]


def test_the_balance_is_computed_where_its_cell_is_empty() -> None:
    result = read("AGS;Jahr;Altersgruppe;Zuzüge;Fortzüge;Saldo\n12051;2018;Insgesamt;3244;2519;\n")
    assert codes(result) == []
    assert canonical(result.frame, "migration")[["net", "status"]].iloc[0].tolist() == [725, "reported"]


def test_an_empty_cell_never_deletes_a_stored_value() -> None:
    result = read("AGS;Jahr;Altersgruppe;Zuzüge;Fortzüge\n12051;2018;Insgesamt;;2519\n")
    base = {"migration": MOVES, "migration_land": LAND}
    found = [one.code for one in check_against(result.frame, "migration", base) if one.severity == "error"]
    assert found == ["blank_over_value"]


def test_a_dash_in_one_measure_is_a_zero_and_leaves_the_other() -> None:
    result = read("AGS;Jahr;Altersgruppe;Zuzüge;Fortzüge\n12061;2018;Insgesamt;–;6413\n12062;2018;Insgesamt;–;–\n")
    frame = result.frame.set_index("ags")
    assert frame.loc["12061", ["arrivals", "departures", "net"]].tolist() == [0, 6413, -6413]
    assert frame.loc["12062", "status"] == "not_existing"


def test_old_districts_are_not_taken_for_the_new_ones_of_their_name() -> None:
    text = "Kreis;Jahr;Zuzüge;Fortzüge\n{};2001;1000;1100\nKamenz, Landkreis;2001;1050;1150\n"
    for name in ("Bautzen, Landkreis", "Görlitz"):
        assert codes(read(text.format(name))) == ["name_before_reform"]
    result = read(text.format("Görlitz, Kreisfreie Stadt"))
    assert codes(result) == ["nothing_for_atlas"]
    assert codes(result, "note") == ["dissolved_kreis", "dissolved_kreis"]


def test_a_land_beside_the_districts_is_left_out_and_suggests_no_city() -> None:
    text = "Kreis;Jahr;Zuzüge;Fortzüge\nLand Brandenburg;2018;9;9\nCottbus;2018;4581;4879\nSachsen;2018;1;1\n"
    result = read(text)
    assert codes(result) == []
    assert result.frame["ags"].tolist() == ["12052"]
    assert next(one.fields["territories"] for one in result.findings if one.code == "outside_atlas") == 2


def test_keys_a_spreadsheet_rounded_are_one_finding_and_whole_ones_are_read() -> None:
    rounded = read("ARS;Jahr;Zuzüge;Fortzüge\n1,2051E+11;2018;1;1\n1,2052E+11;2018;1;1\n")
    found = [one for one in rounded.findings if one.severity == "error"]
    assert [(one.code, one.count) for one in found] == [("key_rounded", 2)]
    whole = read("AGS;Jahr;Zuzüge;Fortzüge\n12051.0;2018;3244;2519\n1.2052E+04;2018;4581;4879\n")
    assert whole.frame["ags"].tolist() == ["12051", "12052"]


def test_two_laender_of_one_year_are_no_conflict_and_the_same_rows_are() -> None:
    head = "AGS;Jahr;Zuzüge;Fortzüge\n"
    north = read_file((head + "12052;2019;1;1\n").encode(), "a.csv")
    south = read_file((head + "14625;2019;1;1\n").encode(), "b.csv")
    wrong = read_file((head + "Wolkenkuckucksheim;2019;1;1\n").encode(), "c.csv")
    assert check_together([wrong, north, south]) == ()
    again = read_file((head + "12052;2019;2;1\n").encode(), "d.csv")
    assert [(one.code, one.file) for one in check_together([south, north, again])] == [("same_year_twice", "d.csv")]


def stored_year(table: pd.DataFrame, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """An upload of one year, and everything that was stored before it."""
    upload = table[table["year"] == year].assign(row_number=2, sheet="", flag="")
    return upload.reset_index(drop=True), table[table["year"] < year]


@pytest.mark.parametrize(("table", "rows"), [("migration", MOVES), ("population", PEOPLE)])
def test_true_years_hardly_ever_warn_and_never_stop(table: str, rows: pd.DataFrame) -> None:
    found = []
    for year in sorted(rows["year"].unique())[1:]:
        upload, base = stored_year(rows, year)
        found += check_against(upload, table, {table: base, "migration_land": LAND})
    assert "same_step_everywhere" not in [one.code for one in found]
    jumps = [one for one in found if one.code == "jump"]
    assert len(jumps) <= (20 if table == "migration" else 0)


@pytest.mark.parametrize(
    ("table", "share"),
    [("migration", 0.48), ("migration", 0.6), ("migration", 1.4), ("population", 0.49), ("population", 0.95)],
)
def test_a_part_of_the_people_in_disguise_is_one_error(table: str, share: float) -> None:
    rows = {"migration": MOVES, "population": PEOPLE}[table]
    names = {"migration": ["arrivals", "departures", "net"], "population": ["population"]}[table]
    upload, base = stored_year(rows, 2018)
    upload[names] = (upload[names] * share).round().astype("Int64")
    found = check_against(upload, table, {table: base, "migration_land": LAND.head(0)})
    assert [one.code for one in found] == ["same_step_everywhere"]
    said = check_against(
        upload, table, {table: base, "migration_land": LAND.head(0)}, confirmed=("same_step_everywhere",)
    )
    assert [one.severity for one in said] == ["warning"]


def test_one_district_that_leaves_the_others_is_pointed_out() -> None:
    upload, base = stored_year(MOVES, 2018)
    place = (upload["ags"] == "12054") & (upload["age_group"] == "insgesamt")
    upload.loc[place, "arrivals"] = upload.loc[place, "arrivals"] * 10
    found = check_against(upload, "migration", {"migration": base, "migration_land": LAND.head(0)})
    assert [(one.code, one.fields["ags"], one.fields["measure"]) for one in found] == [("jump", "12054", "arrivals")]
