"""The dossier for a visit: two pages for every Kreis, four slides, and what changed; numbers from the source tables."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from analytics.commands import main
from analytics.exports.dossier.write import write_dossier
from analytics.exports.presentation.collection import draw_slide_figure
from analytics.exports.presentation.stories import tell_story
from analytics.exports.views import figure_of
from analytics.language import get_wording
from analytics.rates.naming import kreis_names, kreis_options
from analytics.subjects.district.changes import (
    DataHistory,
    draw_kreis_changes,
    draw_member_changes,
    read_since,
)
from analytics.subjects.district.facts import draw_kreis_facts
from data.errors import ExportError, UnknownNameError
from data.store.history.versions import Acceptance
from tests.facts import shipped_atlas

ELBE_ELSTER, ODER_SPREE, COTTBUS, FRANKFURT = "12062", "12067", "12052", "12053"
SHIPPED = datetime(2026, 1, 10, tzinfo=UTC)
NOTHING_ACCEPTED = DataHistory(SHIPPED, ())
TODAY = date(2026, 11, 29)


def pages(atlas, lang, ags, since=date(2025, 11, 29)) -> list[str]:
    content = write_dossier(atlas, get_wording(lang), kreis=ags, since=since, history=NOTHING_ACCEPTED)
    # Words may be broken at the end of a line.
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(
    ("lang", "ags"),
    [*(("de", ags) for ags in kreis_options(shipped_atlas())), ("en", ELBE_ELSTER), ("en", FRANKFURT)],
)
def test_every_district_has_two_pages_with_its_key_figures(atlas, lang, ags):
    first, second = pages(atlas, lang, ags)
    facts = draw_kreis_facts(atlas, get_wording(lang), ags=ags)
    assert facts.headline in first
    for value in facts.table["value"]:
        assert value in first
    assert str(kreis_names(atlas)[ags]) in first
    initiatives = atlas.members[atlas.members["kreis_ags"] == ags]
    assert all(place in second for place in initiatives["place"])


def test_the_pages_carry_the_hand_checked_numbers(atlas):
    first, second = pages(atlas, "de", ELBE_ELSTER)
    assert "Elbe-Elster gewann 2024 durch Umzüge 457 Menschen: Rang 16 von 20" in first
    assert "97.967" in first
    assert "−63,2 je 1.000 und 2024 bei −26,6" in first
    assert "2023: Elbe-Elster gewinnt allein aus dem Ausland (+10,6), innerhalb Deutschlands −9,2" in second
    assert "16.600" in second
    assert "laufend" in second


def test_a_long_list_of_changes_is_cut_and_counted_so_that_two_pages_stay_two(atlas):
    _, second = pages(atlas, "de", ELBE_ELSTER, since=date(2017, 1, 1))
    assert "weitere Zeilen im Atlas: Seite „Kreisprofil“" in second
    assert "2023: Elbe-Elster gewinnt allein aus dem Ausland" in second


def changes(atlas, ags, since, history=NOTHING_ACCEPTED):
    return draw_kreis_changes(atlas, get_wording("de"), ags=ags, since=since, history=history)


def test_changes_are_those_of_the_district_and_of_the_network_from_the_day_on(atlas):
    """Oder-Spree: trial living announced for May 2026, parcels on 4 March 2025, one initiative joined in 2024."""
    figure = changes(atlas, ODER_SPREE, date(2025, 3, 4))
    told = list(figure.table["what"])
    assert "Probewohnen in Eisenhüttenstadt 2026 (angekündigt, nicht bestätigt)" in told
    assert any("RückCARE" in what for what in told)
    assert not any("Guben" in what and "Rückkehr" in what for what in told)
    assert not any("Beitritt" in what for what in told)
    assert figure.table["last"].is_monotonic_decreasing
    assert not any("RückCARE" in what for what in changes(atlas, ODER_SPREE, date(2025, 3, 5)).table["what"])


def test_what_is_known_to_the_year_only_is_said_to_be_so(atlas):
    table = changes(atlas, ODER_SPREE, date(2024, 6, 1)).table.set_index("what")
    joined = next(what for what in table.index if "Beitritt" in what)
    assert table.loc[joined, "when"] == "2024 (Tag unbekannt)"
    assert not table.loc[joined, "is_certain"]
    from_new_year = changes(atlas, ODER_SPREE, date(2024, 1, 1)).table.set_index("what")
    assert from_new_year.loc[joined, "when"] == "2024"
    # A period that is known by its days is no riddle, even when it began before the day asked for.
    weeks = changes(atlas, ODER_SPREE, date(2025, 11, 29)).table.set_index("what")
    assert weeks.loc["Zuzugswochen 2025", ["when", "is_certain"]].tolist() == ["22.11.2025 – 06.12.2025", True]


def test_funding_stands_under_the_date_of_its_source(atlas):
    figure = changes(atlas, ELBE_ELSTER, date(2024, 4, 29))
    funding = figure.table[figure.table["kind"] == "Förderung"]
    assert any("71.500" in what for what in funding["what"])
    assert any("Tag des Bescheids ist nicht in den Daten" in note for note in figure.notes)


def test_of_each_table_the_version_accepted_last_is_told_and_no_person(atlas):
    accepted = tuple(
        Acceptance("members", version, datetime(2026, month, 3, tzinfo=UTC)) for version, month in ((2, 6), (1, 2))
    )
    table = changes(atlas, FRANKFURT, date(2026, 1, 15), DataHistory(SHIPPED, accepted)).table
    assert table[["when", "what"]].to_numpy().tolist() == [
        ["03.06.2026", "Register der Initiativen: Version 2 übernommen"]
    ]


def test_nothing_new_and_a_silent_store_are_said(atlas):
    figure = changes(atlas, FRANKFURT, TODAY, DataHistory(SHIPPED, None))
    assert figure.headline == "Seit dem 29. November 2026 ist keine Änderung datiert"
    assert figure.table.empty
    assert any("Speicher der Versionen antwortet nicht" in note for note in figure.notes)


def test_a_year_back_is_the_rule_and_a_wrong_day_is_refused():
    assert read_since("", TODAY) == date(2025, 11, 29)
    assert read_since("", date(2024, 2, 29)) == date(2023, 2, 28)
    with pytest.raises(ExportError, match="wrong_date"):
        read_since("31.12.2025", TODAY)
    with pytest.raises(ExportError, match="date_ahead"):
        read_since("2026-11-30", TODAY)


@pytest.mark.parametrize("ags", [ELBE_ELSTER, FRANKFURT])
def test_four_slides_tell_the_visit_and_every_title_names_the_place_and_a_year(atlas, w, ags):
    slides = tell_story(atlas, w, "besuch", kreis=ags).slides
    assert len(slides) == 4
    for spec in slides:
        content = draw_slide_figure(atlas, w, spec)
        title = spec.headline or getattr(content, "figure", content).headline
        assert kreis_names(atlas)[ags] in title
        assert "20" in title


@pytest.mark.usefixtures("read_before")
def test_the_command_writes_the_dossier_or_says_what_is_wrong(tmp_path, capsys):
    out = tmp_path / "x.pdf"
    assert main(["dossier", "--kreis", COTTBUS, "--since", "2025-01-01", "-o", str(out)]) == 0
    assert len(PdfReader(out).pages) == 2
    out.unlink()
    for wrong, said in (
        (["--kreis", "99999"], "„99999“"),
        (["--kreis", COTTBUS, "--since", "gestern"], "„gestern“ ist kein Datum"),
        (["--kreis", COTTBUS, "--since", "2999-01-01"], "liegt in der Zukunft"),
    ):
        assert main(["dossier", *wrong, "-o", str(out)]) == 1
        assert said in capsys.readouterr().err
        assert not out.exists()


def test_an_unknown_district_has_no_dossier(atlas, w):
    with pytest.raises(UnknownNameError):
        write_dossier(atlas, w, kreis="11000", since=TODAY, history=NOTHING_ACCEPTED)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("member_id", ["heeme-fehlste", "comeback-elbe-elster", "freiraum"])
def test_an_initiative_has_two_pages_with_what_is_known_of_it(atlas, lang, member_id):
    content = write_dossier(
        atlas, get_wording(lang), initiative=member_id, since=date(2025, 11, 29), history=NOTHING_ACCEPTED
    )
    first, second = (" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
    row = atlas.members.set_index("member_id").loc[member_id]
    assert row["name"] in first
    assert ("Spree-Neiße" in first) == (member_id == "heeme-fehlste")
    if lang == "en":
        return
    hand_checked = {
        "heeme-fehlste": (["laufend", "Mitglied seit 2017"], ["1 Förderbetrag", "13 Ergebnisse", "86 Boxen"]),
        "comeback-elbe-elster": (["Finsterwalde", "Gegründet: 2012"], ["3 Ergebnisse", "Kein Ereignis gefunden"]),
        "freiraum": (["Ort nicht bekannt", "nicht gefunden", "Register"], ["Keine Förderangabe gefunden", "1 Quelle"]),
    }
    for page, told in zip((first, second), hand_checked[member_id], strict=True):
        for words in told:
            assert words in page


def test_an_initiative_tells_its_own_changes_and_those_of_the_network(atlas):
    """Guben and Spremberg lie in one Kreis: what one of them did is no news of the other."""
    figures = {
        member_id: draw_member_changes(
            atlas, get_wording("de"), member_id=member_id, since=date(2017, 1, 1), history=NOTHING_ACCEPTED
        )
        for member_id in ("guben-tut-gut", "heeme-fehlste")
    }
    own = {member_id: "\n".join(figure.table["what"]) for member_id, figure in figures.items()}
    assert "Probewohnen Guben ausgezeichnet" in own["guben-tut-gut"]
    assert "Probewohnen Guben ausgezeichnet" not in own["heeme-fehlste"]
    assert all("Zuzugswochen 2025" in told for told in own.values())


@pytest.mark.parametrize("member_id", ["heeme-fehlste", "heimkehrerboerse-wittstock", "freiraum"])
def test_four_slides_tell_the_visit_to_an_initiative(atlas, w, member_id):
    slides = tell_story(atlas, w, "besuch", initiative=member_id).slides
    assert len(set(slides)) == 4
    for spec in slides:
        assert not figure_of(draw_slide_figure(atlas, w, spec)).table.empty


@pytest.mark.usefixtures("read_before")
def test_an_unknown_initiative_has_no_dossier(atlas, w, tmp_path, capsys):
    with pytest.raises(UnknownNameError):
        tell_story(atlas, w, "besuch", initiative="nowhere")
    out = tmp_path / "x.pdf"
    assert main(["dossier", "--initiative", "nowhere", "-o", str(out)]) == 1
    assert "„nowhere“" in capsys.readouterr().err
    assert not out.exists()
