"""The latest year, for a whole deck or single slides: asked once, remembered in the file; several decks at once."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from analytics import commands
from analytics.exports.pptx import command
from analytics.exports.pptx.merging.years import YearWish
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.exports.pptx.several import pack_decks, refreshed_names
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from tests.analytics.exports.decks import saved, without_tags

AREA = {"indicator": "net_per_1000", "age_group": "insgesamt"}
SPECS = (make_spec("map", year=2020, **AREA), make_spec("ranking", year=2020, age_group="insgesamt"))


def until(atlas, year):
    """The package when that year was the last."""
    return replace(atlas, migration=atlas.migration[atlas.migration["year"] <= year], version=f"until{year}000")


@pytest.fixture(scope="module")
def old(atlas, w, draw) -> bytes:
    return write_deck(until(atlas, 2020), w, Collection(SPECS), draw=draw)


def shown(content) -> list[str]:
    """The year in the headline of each slide."""
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(content)).slides]
    return [next(year for year in ("2020", "2023", "2024") if year in title) for title in titles]


def years_in(atlas, w, content, draw, **options):
    changes = compare_deck(atlas, w, content, draw=draw, **options)
    return [(c.slide, c.after, c.status, c.remembered) for c in changes if c.place == "Jahr"]


def test_one_slide_can_keep_its_year_while_the_others_follow_and_both_is_remembered(atlas, w, old, draw):
    middle = until(atlas, 2023)
    once = refresh_deck(middle, w, old, draw=draw, years=YearWish(deck=True, others=frozenset({2})))
    assert shown(once) == ["2023", "2020"]
    # A year later nobody asks.
    assert years_in(atlas, w, once, draw) == [(1, "2024", "changed", True), (2, "2024", "kept", True)]
    assert shown(refresh_deck(atlas, w, once, draw=draw)) == ["2024", "2020"]


def test_one_slide_can_follow_while_the_others_keep_their_year(atlas, w, old, draw):
    wish = YearWish(deck=False, others=frozenset({2}))
    assert years_in(atlas, w, old, draw, years=wish) == [(1, "2024", "kept", False), (2, "2024", "changed", False)]
    assert shown(refresh_deck(atlas, w, old, draw=draw, years=wish)) == ["2020", "2024"]


def test_a_slide_asked_for_alone_follows_though_its_words_name_the_year(atlas, w, old, draw):
    deck = Presentation(io.BytesIO(old))
    deck.slides[0].shapes.title.text_frame.text = "So war 2020"
    buffer = io.BytesIO()
    deck.save(buffer)
    content = buffer.getvalue()
    assert [status for _, _, status, _ in years_in(atlas, w, content, draw)] == ["kept", "changed"]
    alone = YearWish(deck=False, others=frozenset({1}))
    assert [status for _, _, status, _ in years_in(atlas, w, content, draw, years=alone)] == ["changed", "kept"]


def test_the_answer_survives_in_the_notes_where_tags_and_properties_are_lost(atlas, w, old, draw):
    kept = refresh_deck(atlas, w, old, draw=draw, years=YearWish(deck=False))
    assert years_in(atlas, w, saved(without_tags(kept)), draw) == [(1, "2024", "kept", True), (2, "2024", "kept", True)]


def test_decks_of_one_name_get_names_of_their_own(w):
    assert refreshed_names(["a.pptx", "b.pptx", "a.pptx"], w) == [
        "a-aktuell.pptx", "b-aktuell.pptx", "a-aktuell-2.pptx",
    ]  # fmt: skip
    import zipfile

    with zipfile.ZipFile(io.BytesIO(pack_decks({"a.pptx": b"1", "b.pptx": b"22"}))) as archive:
        assert [(part.filename, part.file_size) for part in archive.infolist()] == [("a.pptx", 1), ("b.pptx", 2)]


def arguments(*words):
    return commands._parser().parse_args(["refresh", *map(str, words)])


def test_of_several_decks_on_the_command_line_a_bad_one_stops_no_other(atlas, w, old, tmp_path, capsys):
    for name, content in (("eins.pptx", old), ("kaputt.pptx", b"nichts"), ("zwei.pptx", old)):
        (tmp_path / name).write_bytes(content)
    names = [tmp_path / name for name in ("eins.pptx", "kaputt.pptx", "fehlt.pptx", "zwei.pptx")]
    wanted = arguments(*names, "-o", tmp_path / "neu", "--years", "latest", "--except", 1)
    assert command.run_refresh(atlas, w, wanted) == 1
    assert sorted(path.name for path in (tmp_path / "neu").iterdir()) == ["eins-aktuell.pptx", "zwei-aktuell.pptx"]
    assert shown((tmp_path / "neu" / "zwei-aktuell.pptx").read_bytes()) == ["2020", "2024"]
    told = capsys.readouterr()
    assert "kaputt.pptx: Die Datei ist beschädigt" in told.err
    assert "fehlt.pptx" in told.err
    assert {line.partition("\t")[0] for line in told.out.splitlines()} == {"eins.pptx", "zwei.pptx"}


def test_several_decks_are_never_written_into_one_file(atlas, w, old, tmp_path):
    from data.errors import ExportError

    with pytest.raises(ExportError, match="folder_needed"):
        command.run_refresh(atlas, w, arguments("a.pptx", "b.pptx", "-o", tmp_path / "c.pptx"))
    with pytest.raises(ExportError, match="wrong_ending"):
        command.run_refresh(atlas, w, arguments("a.pptx", "-o", tmp_path / "c.pdf"))
