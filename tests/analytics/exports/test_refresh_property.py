"""Any deck, any edit, any change of the data: a refreshed slide is the one made anew but for what the person did."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.refresh import refresh_deck
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from tests.analytics.exports.deck_edits import CONTENT, OVER, add_shape, differing_slots, parts, possible, retype_number
from tests.analytics.exports.decks import opened, saved

SPECS = (
    make_spec("ranking", year=2018, age_group="insgesamt"),
    make_spec("series", kreise=("12062", "12054"), age_group="insgesamt"),
    make_spec("small_multiples", age_group="insgesamt"),
    make_spec("heatmap", area="12062"),
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, kreis="12062"),
    make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2018, members="numbered"),
    make_spec(
        "map",
        indicator="net_per_1000",
        age_group="insgesamt",
        year=2018,
        outlined=["12062"],
        labels="told",
        zoom="outlined",
    ),
    make_spec("kreis_standing", ags="12062"),
    make_spec("kreis_ages", ags="12062"),
    make_spec("kreis_facts", ags="12062"),
    make_spec("network_funding"),
    make_spec("turnaround", age_group="insgesamt"),
    make_spec("register"),
)
RENDERED = (0, 3)
OUTLINE = "Lausitz mit Sachsen nach InvKG"


def years_ago(atlas):
    """The data when 2020 was the last year."""
    migration = atlas.migration[atlas.migration["year"] <= 2020]
    return replace(atlas, migration=migration, version="years_ago000")


def revised(atlas):
    """Other figures for every district in every year: 10 percent more came."""
    migration = atlas.migration.copy()
    more = (migration["arrivals"] * 0.1).round().astype(migration["arrivals"].dtype)
    migration["arrivals"] += more
    migration["net"] += more
    return replace(atlas, migration=migration, version="revised00000")


def fewer_initiatives(atlas):
    """The register before its last entries."""
    return replace(atlas, funding=atlas.funding.iloc[:-3], version="fewer0000000")


def fewer_members(atlas):
    """The network before every fourth of its initiatives joined: the register stood on two slides."""
    return replace(atlas, members=atlas.members.drop(atlas.members.index[::4]), version="members00000")


@pytest.fixture(scope="module")
def worlds(atlas):
    return [change(atlas) for change in (years_ago, revised, fewer_initiatives, fewer_members)]


@pytest.fixture(scope="module")
def made(w, draw):
    """A deck of one slide, made once."""
    decks = {}

    def make(data, spec):
        key = (data.version, spec)
        if key not in decks:
            decks[key] = write_deck(data, w, Collection((spec,)), draw=draw)
        return decks[key]

    return make


def may_differ(slot: str, touched: set[str]) -> bool:
    """Whether a slot may be another than on the slide made anew."""
    kind, _, name = slot.partition("|")
    # A longer text of the person or a moved chart needs its room: places follow, words and figures do not.
    laid_out = {"frame", "subtitle", "source"} & touched
    if slot in touched or kind in touched:
        return True
    if kind in ("frame", "place") or slot == "look|words":
        return bool(laid_out) or any(t.startswith(("gone", "label")) for t in touched)
    gone = {t.partition(" ")[2] for t in touched if t.startswith("gone")}
    if kind in gone or name.partition("|")[0] in gone:
        return True
    labelled = "label" in touched or "labels" in gone
    return (labelled and kind in ("labels", "words", "look")) or ("table" in touched and kind == "ground")


def may_change(name: str, touched: set[str]) -> bool:
    """Whether a shape may be another than on the slide made anew."""
    role = role_of(name)
    heads = {t.partition("|")[0] for t in touched}
    if name in touched or role in heads or f"gone {role}" in touched or (name == "Title 1" and "title" in touched):
        return True
    if {"frame", "subtitle", "source"} & touched and (role in (*CONTENT, *OVER, "source") or name == OUTLINE):
        return True
    owners = {"chart": {"chart", "style"}, "map": {"fill"}, "labels": {"label"}, "card": {"card"}}
    return bool(owners.get(role, set()) & heads)


@settings(
    max_examples=25, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(data=st.data())
def test_a_refreshed_slide_differs_from_one_made_anew_only_where_the_person_edited(atlas, w, draw, worlds, made, data):
    spec, world = data.draw(st.sampled_from(SPECS)), data.draw(st.sampled_from(worlds))
    deck = opened(made(world, spec))
    slide, touched = deck.slides[0], set()
    for _ in range(data.draw(st.integers(0, 3))):
        edit = data.draw(st.sampled_from(possible(slide)))
        touched |= edit(slide, lambda entries: data.draw(st.sampled_from(list(entries))))
    if data.draw(st.booleans()):
        deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text_frame.text = "Danke"
    after = list(opened(refresh_deck(atlas, w, saved(deck), draw=draw)).slides)
    fresh = list(opened(made(atlas, spec)).slides)
    assert touched.isdisjoint({"Mein Kasten"}) or "Mein Kasten" in parts(after[0])
    if len(fresh) > 1 and touched & {"frame", "subtitle", "source", "gone subtitle"}:
        # In another room a table is divided otherwise: every row stands somewhere, in order.
        assert firsts(after) == firsts(fresh) or "table" in touched
        return
    for number, (mine, theirs) in enumerate(zip(after, fresh, strict=False)):
        # A cell typed over may move on to the next slide.
        assert_alike(mine, theirs, touched if number == 0 else touched & {"table"})
    own = ["Danke"] * (len(after) - len(fresh))
    assert [slide.shapes.title.text_frame.text for slide in after[len(fresh) :]] == own


def firsts(slides):
    """The first cell of every row of a table over several slides."""
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    return [row.cells[0].text for table in tables for row in list(table.rows)[1:]]


def assert_alike(after, fresh, touched):
    assert {slot for slot in differing_slots(after, fresh) if not may_differ(slot, touched)} == set()
    mine, theirs = parts(after), parts(fresh)
    other = {name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)}
    assert {name for name in other if not may_change(name, touched)} == set()


def pictures(folder, name, content):
    """The slides as LibreOffice shows them."""
    from PIL import Image

    (folder / f"{name}.pptx").write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", folder, folder / f"{name}.pptx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    subprocess.run(["pdftoppm", "-r", "40", "-png", folder / f"{name}.pdf", folder / name], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob(f"{name}-*.png"))]


@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftoppm"), reason="LibreOffice is not installed")
def test_rendered_the_slides_are_equal_outside_what_the_person_edited(atlas, w, draw, worlds, tmp_path):
    from PIL import ImageChops

    specs = tuple(SPECS[number] for number in RENDERED)
    deck = opened(write_deck(worlds[1], w, Collection(specs), draw=draw))
    retype_number(deck.slides[0], lambda entries: entries[0])
    add_shape(deck.slides[1], lambda entries: entries[0])
    after = pictures(tmp_path, "after", refresh_deck(atlas, w, saved(deck), draw=draw))
    fresh = pictures(tmp_path, "fresh", write_deck(atlas, w, Collection(specs), draw=draw))
    boxes = [ImageChops.difference(one, other).getbbox() for one, other in zip(after, fresh, strict=True)]
    # One bar of twenty, a third of the slide high at most; the box of the person in the corner, 100 by 30 points.
    assert boxes[0] is not None
    assert boxes[0][3] - boxes[0][1] < after[0].height / 10
    assert boxes[1] is not None
    assert (boxes[1][2], boxes[1][3]) < (after[1].width / 6, after[1].height / 10)
