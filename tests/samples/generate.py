"""Writes the samples and their expected canonical twins: `python -m tests.samples.generate`.

Figures come from `data/sources`, layouts from `layouts`; the twins are written from the same rows without
the reader. A file that must be refused has a twin that names the finding.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.intake import write_template, write_template_csv
from data.records import load_table
from tests.samples import layouts as lay

FOLDER = Path(__file__).parent / "files"
SMALL = ["12052", "12066", "14626"]
_FLOWS = {"Kreis": "kreis", "Jahr": "year", "Alter": "age_group", "Zuzüge": "arrivals", "Fortzüge": "departures"}


@dataclass(frozen=True)
class Sample:
    """One file.

    Attributes:
        name: file name.
        data: content.
        table: canonical table, blank when refused.
        rows: expected canonical rows.
        refused: code of the error it must be refused with.
        noticed: code of a warning or note it must carry.
    """

    name: str
    data: bytes
    table: str = ""
    rows: pd.DataFrame | None = None
    refused: str = ""
    noticed: str = ""


def _migration(year: int, ags: list[str]) -> pd.DataFrame:
    table = load_table("migration")
    return table[(table["year"] == year) & table["ags"].isin(ags)].reset_index(drop=True)


def _population(date: str, ags: list[str]) -> pd.DataFrame:
    table = load_table("population")
    return table[(table["date"] == date) & table["ags"].isin(ags)].reset_index(drop=True)


def _good(name: str, data: bytes | str, table: str, rows: pd.DataFrame, noticed: str = "") -> Sample:
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return Sample(name, raw, table, rows, noticed=noticed)


def _bad(name: str, data: bytes | str, code: str) -> Sample:
    return Sample(name, data.encode("utf-8") if isinstance(data, str) else data, refused=code)


def regional_samples() -> Iterator[Sample]:
    """The migration and population tables of the Regionaldatenbank, clean and ugly."""
    rows = _migration(2018, SMALL)
    text = lay.regional_migration(rows)
    yield _good("r01_latin1.csv", text.encode("latin-1"), "migration", rows)
    yield _good("r02_crlf.csv", text.replace("\n", "\r\n").encode("latin-1"), "migration", rows)
    yield _good("r03_utf8_bom.csv", text.encode("utf-8-sig"), "migration", rows)
    yield _good("r04_dos.csv", text.replace("©", "(c)").encode("cp850"), "migration", rows, "encoding_guessed")
    yield _good("r05_utf16.csv", text.encode("utf-16"), "migration", rows)
    yield _good("r06_tab.txt", text.replace(";", "\t"), "migration", rows)
    yield _good("r07_sep_line.csv", "sep=;\n" + text, "migration", rows)
    yield _good("r08_mixed_line_ends.csv", text.replace("\n", "\r\n", 7), "migration", rows, "mixed_line_ends")
    yield _good("r09_no_footer.csv", text.split("_____")[0], "migration", rows, "footer_missing")
    yield _good("r10_named_2001.csv", text, "migration", rows, "name_disagrees")
    yield _good("r11_old_mac.csv", text.replace("\n", "\r"), "migration", rows)
    germany = ["DG;Deutschland;Insgesamt;9;.;.;9;.;.", "01;  Schleswig-Holstein;Insgesamt;3;.;.;3;.;.",
               "13001;      Kreisfreie Stadt Greifswald, Hansestadt;Insgesamt;-;-;-;-;-;-"]  # fmt: skip
    yield _good("r12_germany.csv", lay.regional_migration(rows, extra=germany), "migration", rows, "outside_atlas")
    gone = [f"14284;      Niederschl. Oberlausitzkreis;{lay.label(a)};7;.;.;7;.;." for a in rows.age_group[:7]]
    yield _good("r13_dissolved.csv", lay.regional_migration(rows, extra=gone), "migration", rows, "dissolved_kreis")
    brandenburg = _migration(2017, [ags for ags in lay.KREISE if ags.startswith("12")])
    total = brandenburg[brandenburg["age_group"] == "insgesamt"]
    land = [f"12;  Brandenburg;Insgesamt;{total.arrivals.sum()};.;.;{total.departures.sum()};.;."]
    yield _good("r14_with_land.csv", lay.regional_migration(brandenburg, extra=land), "migration", brandenburg)
    yield _good("r15_workbook.xlsx", lay.regional_workbook(rows), "migration", rows)
    yield _good("r16_zipped.zip", lay.zipped({"12711.csv": text.encode("latin-1")}), "migration", rows)
    stock = _population("2018-12-31", SMALL)
    population = lay.regional_population(stock)
    yield _good("r17_population_latin1.csv", population.encode("latin-1"), "population", stock)
    yield _good("r18_population_crlf.csv", population.replace("\n", "\r\n"), "population", stock)
    yield _bad("r19_cut_off.csv", text[: text.index("14626") + 90], "truncated")
    yield _bad("r20_twice.csv", lay.regional_migration(pd.concat([rows, rows.head(1)])), "duplicate_equal")
    wrong = rows.assign(arrivals=rows["arrivals"].where(rows.index != 0, 999_999))
    yield _bad("r21_wrong_sum.csv", lay.regional_migration(wrong), "age_sum_mismatch")
    yield _bad("r22_points.csv", lay.regional_migration(rows, form=lay.pointed), "number_ambiguous")
    other = text.replace("12711-04-02-4", "71231-01-03-5").replace("Zuzüge", "Hebesatz").replace("Fortzüge", "Soll")
    yield _bad("r23_other_measure.csv", other, "measure_not_held")


def genesis_samples() -> Iterator[Sample]:
    """GENESIS tables and flat files of both generations, INKAR, workbooks of Destatis."""
    stock = _population("2023-12-31", SMALL)
    both = pd.concat([_population("2018-12-31", SMALL), stock], ignore_index=True)
    flows = _migration(2016, SMALL)
    yield _good("g01_genesis_flags.csv", lay.genesis_population(stock), "population", stock)
    yield _good("g02_genesis_two_days.csv", lay.genesis_population(both), "population", both)
    yield _good(
        "g03_genesis_latin1.csv",
        lay.genesis_population(stock, flag="p").encode("latin-1"),
        "population",
        stock,
    )
    yield _good("g04_flat_old.csv", lay.ffcsv_old(stock), "population", stock)
    new = lay.ffcsv_new_population(stock)
    yield _good("g05_flat_new.csv", new, "population", stock)
    yield _good(
        "g06_flat_new_ars.csv",
        lay.ffcsv_new_population(stock, key=lambda ags: ags + "0000000"),
        "population",
        stock,
    )
    yield _good(
        "g07_flat_new_x_heads.csv",
        new.replace("1_var", "X1_var").replace("2_var", "X2_var"),
        "population",
        stock,
    )
    flat = lay.ffcsv_new_migration(flows)
    yield _good("g08_flat_new_migration.csv", flat, "migration", flows)
    yield _good("g09_12711_de_flat.zip", lay.zipped({"12711_de_flat.csv": flat.encode()}), "migration", flows)
    yield _good("g10_flat_bom_crlf.csv", flat.replace("\n", "\r\n").encode("utf-8-sig"), "migration", flows)
    yield _bad("g11_flat_no_total.csv", _with_sex(flat), "dimension_without_total")
    area = new.replace("Bevölkerungsstand;e", "Fläche;e").replace("12411;", "11111;")
    area = area.replace("Fortschreibung des Bevölkerungsstandes", "Gebietsstand")
    yield _bad("g12_flat_other_measure.csv", area, "measure_not_held")
    yield _bad("g13_flat_half_missing.csv", "\n".join(flat.split("\n")[:-2]) + "\n", "pair_missing")
    yield _bad("g14_flat_other_day.csv", new.replace("2023-12-31", "2022-06-30"), "not_year_end")
    yield _bad("g14b_flat_census_day.csv", new.replace("2023-12-31", "2022-05-15"), "census_day")
    totals = both[both["age_group"] == "insgesamt"].reset_index(drop=True)
    yield _good("g15_inkar.csv", lay.inkar(totals), "population", totals)
    yield _good("g16_inkar_cp1252.csv", lay.inkar(totals).encode("cp1252"), "population", totals)
    yield _bad("g17_inkar_rates.csv", lay.inkar(totals, name="Gesamtwanderungssaldo"), "measure_not_held")
    yield _good("g18_destatis.xlsx", lay.destatis(stock), "population", stock)
    one = _migration(2018, ["12066"])
    yield _good("g19_matrix.xlsx", lay.matrix(one), "migration_land", _balance(one), "only_moves_inside_germany")
    yield _bad("g20_matrix_no_year.xlsx", lay.matrix(one, sheet="Brandenburg"), "year_missing")


def _with_sex(flat: str) -> str:
    head, *rows = flat.strip().split("\n")
    head = head.replace(
        "value;value_unit",
        "3_variable_code;3_variable_attribute_code;3_variable_attribute_label;value;value_unit",
    )
    cells = [row.split(";") for row in rows]
    body = [";".join([*one[:13], "GES", "GESM", "männlich", *one[13:]]) for one in cells]
    return "\n".join([head, *body]) + "\n"


def _balance(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `migration_land` for the balance of districts."""
    frame = pd.DataFrame({"land_ags": rows["ags"].str[:2], "kreis_ags": rows["ags"], "year": rows["year"]})
    frame = frame.assign(measure="kreis_net", age_group=rows["age_group"], partner="Inland")
    return frame.assign(arrivals=None, departures=None, net=rows["net"], status="reported", note_de=None, note_en=None)


def own_samples() -> Iterator[Sample]:
    """Templates and tables of people's own making."""
    flows = _migration(2018, SMALL)
    for table, number in (
        ("members", 1),
        ("membership_counts", 2),
        ("events", 3),
        ("outcomes", 4),
        ("funding", 5),
    ):
        rows = load_table(table).head(3)
        data = write_template_csv(table, "de", rows=rows) if number % 2 else write_template_csv(table, "en", rows=rows)
        yield _good(f"t0{number}_{table}.csv", data, table, rows)
    yield _good("t06_migration.csv", write_template_csv("migration", rows=flows), "migration", flows)
    yield _good("t07_template.xlsx", write_template("migration", rows=flows), "migration", flows)
    names = _FLOWS
    plain = flows["ags"].map(lambda ags: lay.KREISE[ags].replace("ö", "oe").replace("ü", "ue"))
    named = flows.assign(kreis=plain + ", " + flows["ags"].map(lay.TYPES))
    yield _good("t08_names.csv", lay.tabular(named, names), "migration", flows)
    nuts = lay.tabular(flows.assign(kreis=flows["ags"].map(lay.NUTS)), names, delimiter="\t")
    yield _good("t09_nuts_tab.txt", nuts, "migration", flows)
    yield _good(
        "t10_quoted_keys.csv",
        lay.tabular(flows.assign(kreis='="' + flows["ags"] + '"'), names),
        "migration",
        flows,
    )
    keyed = flows.assign(kreis=flows["ags"])
    yearless = lay.tabular(keyed, {heading: name for heading, name in names.items() if name != "year"})
    titled = "Wanderungen 2018 aus eigener Auswertung;;;\n;;;\n" + yearless
    yield _good("t11_title_rows.csv", titled, "migration", flows)
    english = {
        "ags": "kreis",
        "year": "year",
        "age": "age_group",
        "arrivals": "arrivals",
        "departures": "departures",
    }
    yield _good("t12_english_comma.csv", lay.tabular(keyed, english, delimiter=","), "migration", flows)
    spaced = lay.tabular(keyed, names, form=lambda value: f"{int(value):,}".replace(",", "\u202f"))  # type: ignore[call-overload]
    yield _good("t13_narrow_spaces.csv", spaced, "migration", flows)
    ages = keyed.assign(
        age_group=keyed["age_group"].replace({"18-25": "18-24", "25-30": "25-29", "30-50": "30-49", "50-65": "50-64"})
    )
    yield _good("t14_inclusive_ages.csv", lay.tabular(ages, names), "migration", flows)
    misspelt = named.assign(kreis=named["kreis"].str.replace("Cottbus", "Cotbus"))
    yield _bad("t15_misspelt.csv", lay.tabular(misspelt, names), "unknown_name")
    yield _bad("t16_gemeinden.csv", lay.tabular(keyed.assign(kreis="12066112"), names), "gemeinde_level")
    yield _bad(
        "t17_formula.csv",
        lay.tabular(keyed, names) + "12066;2019;insgesamt;=cmd|' /C calc'!A0;1\n",
        "formula_cell",
    )
    yield _bad("t18_heads_twice.csv", lay.tabular(keyed, names).replace("Fortzüge", "Zuzüge", 1), "heading_twice")
    yield _bad("t19_ambiguous.csv", lay.tabular(keyed, names, form=lay.pointed), "number_ambiguous")
    yield _bad("t20_short_row.csv", lay.tabular(keyed, names) + "12066;2019;insgesamt;5\n", "row_length")


def hostile_samples() -> Iterator[Sample]:
    """Files that are no tables, or pretend to be."""
    yield _bad("h01_empty.csv", b"", "file_empty")
    yield _bad(
        "h02_web_page.csv",
        b"<!DOCTYPE html><html><head><title>Anmelden</title></head></html>",
        "html_instead",
    )
    yield _bad("h03_nul.csv", b"AGS;Jahr\n12066;20\x0018\n" * 3, "nul_bytes")
    yield _bad("h04_picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(40), "not_a_table")
    yield _bad("h05_old_workbook.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "old_workbook")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    yield _bad("h06_password.xlsx", locked, "password_protected")
    macro = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"x"}
    yield _bad("h07_macro.xlsm", lay.zipped(macro), "macro_workbook")
    yield _bad("h08_bomb.zip", lay.zipped({"a.csv": bytes(25_000_000)}), "archive_bomb")
    two = {"a.csv": lay.tabular(_migration(2018, SMALL).assign(kreis="12066"), _FLOWS).encode(),
           "b.csv": write_template_csv("members", rows=load_table("members").head(2))}  # fmt: skip
    yield _bad("h09_two_tables.zip", lay.zipped(two), "several_tables")
    yield _bad("h10_nested.zip", lay.zipped({"a.xlsx": lay.zipped({"b.csv": b"1"})}), "archive_nested")
    yield _bad("h11_letter.txt", "Sehr geehrte Damen und Herren,\nanbei die Zahlen.\n", "format_unknown")
    yield _bad("h12_open_quote.csv", 'AGS;Jahr;Zuzüge;Fortzüge\n12066;"2018;1;1\n12066;2017;1;1\n', "row_length")


def all_samples() -> list[Sample]:
    """Every sample, in order of name."""
    makers = (regional_samples, genesis_samples, own_samples, hostile_samples)
    return [sample for maker in makers for sample in maker()]


def twin(sample: Sample) -> str:
    """The expected canonical rows, or the finding that refuses the file."""
    if sample.rows is None:
        return f"refused\n{sample.refused}\n"
    keep = [name for name in sample.rows.columns if name not in ("source_id", "source_ids")]
    return sample.rows[keep].to_csv(index=False, lineterminator="\n")


def write_all(folder: Path = FOLDER) -> int:
    """Write samples and twins; gives the number of samples."""
    folder.mkdir(exist_ok=True)
    samples = all_samples()
    for sample in samples:
        (folder / sample.name).write_bytes(sample.data)
        (folder / f"{sample.name}.expected.csv").write_text(twin(sample), encoding="utf-8", newline="")
    return len(samples)


if __name__ == "__main__":
    sys.stdout.write(f"{write_all()}\n")
