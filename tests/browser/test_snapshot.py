"""The snapshot opened from disk in a browser whose network is cut: pages, map, charts, tables, links."""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from analytics.exports import snapshot
from analytics.exports.presentation.choices import opening_values
from analytics.exports.views import PAGES, SOURCES, VIEWS, Section
from analytics.exports.views import Page as PageOfFigures
from analytics.exports.views.page import Copy, Layout
from analytics.subjects import defaults
from analytics.subjects.effects.measures import ALL, DEFAULT_AGE_GROUP
from tests.browser.axe import serious_violations
from tests.browser.conftest import DESKTOP, PHONE, READY_MS, ROOT

MOST_BYTES = 6_000_000
REFUSED = re.compile("(Was nicht gezeichnet werden konnte|What could not be drawn)</h2>")
CARD = '<article class="card"'
# Pages the snapshot shows as they open, by where they lie in it.
OPENED = {
    page.layout.path or f"{page.address}.html": page.views for page in PAGES.values() if page.layout.copies is None
}
SHEETS = (
    "karte/net_per_1000_30-50.html", "kreise/index.html", "kreise/12062.html", "initiativen/index.html",
    "initiativen/comeback-elbe-elster.html", "quellen.html", *OPENED,
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot as the command writes it."""
    file = tmp_path_factory.mktemp("snapshot") / "atlas.zip"
    subprocess.run([sys.executable, "-m", "analytics", "snapshot", "-o", str(file)], cwd=ROOT, check=True)
    return file


@pytest.fixture(scope="module")
def folder(archive: Path) -> Path:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(archive.parent)
    return archive.parent / "ankommen-atlas"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without network; whatever it asks for is written down."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", offline=True)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.set_default_timeout(READY_MS)
    opened.errors, opened.asked = [], []  # type: ignore[attr-defined]
    opened.on("console", lambda line: opened.errors.append(line.text) if line.type == "error" else None)  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))  # type: ignore[attr-defined]
    opened.on("request", lambda request: opened.asked.append(request.url))  # type: ignore[attr-defined]
    yield opened
    context.close()


def open_sheet(page: Page, folder: Path, path: str) -> Page:
    page.goto((folder / path).as_uri())
    if page.locator("[data-chart],[data-map]").count():
        page.wait_for_function("document.documentElement.dataset.drawn === 'yes'", timeout=READY_MS)
    return page


@pytest.mark.parametrize("path", SHEETS)
def test_each_page_is_whole_without_network_and_without_barrier(folder, page, path):
    open_sheet(page, folder, path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.locator("[data-chart] .main-svg").count() >= page.locator("[data-chart]").count()
    assert page.errors == []
    assert [url for url in page.asked if not url.startswith(("file://", "data:"))] == []
    assert serious_violations(page) == []
    page.set_viewport_size(PHONE)
    # Charts draw themselves anew one after the other.
    page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth", timeout=READY_MS)


def test_the_map_answers_without_server(folder, page):
    open_sheet(page, folder, "karte/net_per_1000_30-50.html")
    assert page.locator(".atlas.full path").count() >= 20
    page.get_by_role("combobox").or_(page.get_by_role("searchbox")).first.fill("Finsterw")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", name="Elbe-Elster")).to_be_visible(timeout=READY_MS)
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("slider").first.focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before, timeout=READY_MS)
    page.get_by_role("button", name="Tabelle").click()
    rows = page.locator("[data-mode=full] tr:visible").filter(has_text="Uckermark")
    expect(rows.first).to_be_visible()


def test_the_table_below_a_chart_holds_its_numbers(folder, page):
    open_sheet(page, folder, "wanderung.html")
    first = page.locator("details").first
    first.locator("summary").click()
    expect(first.get_by_role("row").nth(5)).to_be_visible()


def test_the_whole_book_is_reached_by_its_links_and_none_is_dead(folder):
    """Every link to a file of the snapshot leads to one, and every page is linked from somewhere."""
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    linked = {"index.html"}
    for name in pages:
        text = (folder / name).read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src)="([^"#:?]+)"', text):
            path = urljoin(f"https://x/{name}", target).removeprefix("https://x/")
            assert (folder / path).is_file(), f"{name} -> {target}"
            linked.add(path)
    assert pages - linked == set()


def test_every_district_and_every_initiative_has_its_page_in_both_languages(folder, atlas):
    for member in atlas.members["member_id"]:
        for lang in ("", "en/"):
            assert (folder / f"{lang}initiativen/{member}.html").is_file()
    german = {path.name for path in (folder / "kreise").glob("1*.html")}
    assert german == {path.name for path in (folder / "en" / "kreise").glob("1*.html")}
    assert len(german) == 20


def test_the_language_changes_on_the_same_page(folder, page):
    open_sheet(page, folder, "kreise/12062.html")
    page.get_by_role("link", name="English", exact=True).click()
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elbe-Elster")
    expect(page.get_by_role("link", name="Deutsch", exact=True)).to_have_attribute("lang", "de")


def test_it_is_small_dated_and_holds_every_table(archive, folder, root):
    assert archive.stat().st_size < MOST_BYTES
    with zipfile.ZipFile(archive) as opened:
        assert len({entry.date_time for entry in opened.infolist()}) == 1
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert re.search(r"Kopie vom \d{1,2}\. \w+ 20\d\d\.", text)
    shipped, taken = root / "data" / "sources" / "members.csv", folder / "daten" / "members.csv"
    pd.testing.assert_frame_equal(pd.read_csv(taken), pd.read_csv(shipped))


def test_made_again_it_is_the_same(archive, folder, atlas):
    """The pages of one language, drawn a second time in another process."""
    code = (
        "import hashlib, sys; from datetime import date; from analytics.exports.snapshot import draw_pages;"
        "from data.records import load_atlas;"
        "pages = draw_pages(load_atlas(), 'de', date.fromisoformat(sys.argv[1]));"
        "print(hashlib.sha256(b''.join(content for name, content in sorted(pages))).hexdigest())"
    )
    with zipfile.ZipFile(archive) as opened:
        day = "-".join(f"{part:02d}" for part in opened.infolist()[0].date_time[:3])
    again = subprocess.run([sys.executable, "-c", code, day], cwd=ROOT, check=True, capture_output=True, text=True)
    first = sorted(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in folder.rglob("*.html")
        if path.relative_to(folder).parts[0] != "en"
    )
    assert again.stdout.strip() == hashlib.sha256(b"".join(content for _, content in first)).hexdigest()


def test_every_page_is_drawn_as_it_opens(folder, atlas):
    assert opening_values(atlas, "comparison_swarm")["indicator"] == "net:30-50"
    assert opening_values(atlas, "outlook_scenario") == {"per_year": 2, "years": 5}
    assert opening_values(atlas, "effects_study") == {"ags": ALL, "age_group": DEFAULT_AGE_GROUP}
    assert opening_values(atlas, "outlook_fan")["area"] == defaults.OUTLOOK
    assert set(OPENED) == {
        "index.html", "wachstum.html", "foerderung.html", "wanderung.html", "herkunft.html", "vergleich.html",
        "zaehlbogen.html", "reichweite.html", "wirkung.html", "ausblick.html",
    }  # fmt: skip
    for lang in ("", "en/"):
        for path, views in OPENED.items():
            # The first page says besides what it is a copy of.
            assert cards_of(folder / lang / path) == len(views) + (path == "index.html"), path
    for path in folder.rglob("*.html"):
        assert not REFUSED.search(path.read_text(encoding="utf-8")), path


def test_of_a_choice_there_is_a_page_each_with_every_view_of_it(folder, atlas):
    """The list of them leads to each, and shows what is of none: the register of all initiatives."""
    district, register = PAGES["kreisprofil"].views, PAGES["initiativen"].views
    assert {cards_of(folder / "kreise" / f"{ags}.html") for ags in atlas.migration["ags"].unique()} == {len(district)}
    assert cards_of(folder / "kreise" / "index.html") == 1
    assert cards_of(folder / "initiativen" / "index.html") == 2
    for member in atlas.members["member_id"]:
        text = (folder / "initiativen" / f"{member}.html").read_text(encoding="utf-8")
        # What was looked for and not found stands as one sentence each, in one list.
        lacking = text.partition("Was nicht gefunden wurde</h2>")[2].partition("</ul>")[0].count("<li>")
        assert text.count(CARD) - bool(lacking) + lacking == len(register) - 1, member


def test_a_page_that_is_declared_is_there_and_has_a_page_for_each_choice(atlas, monkeypatch):
    """The snapshot knows no page by name."""
    copies = tuple(Copy(f"neu/{half}.html", half, {"half_year": half}) for half in ("2025-1", "2025-2"))
    new = PageOfFigures(
        "neu",
        lambda _: "Neu",
        (VIEWS["counting"], VIEWS["events"]),
        layout=Layout("neu/alle.html", copies=lambda *_: copies),
    )
    plain = PageOfFigures("schlicht", lambda _: "Schlicht", (VIEWS["growth"], VIEWS["events"]))
    monkeypatch.setattr(snapshot, "SECTIONS", (Section(lambda _: "Neu", (new, plain)),))
    monkeypatch.setattr(snapshot, "_PAGES", (new, plain, SOURCES))
    pages = dict(snapshot.draw_pages(atlas, "de", date(2026, 11, 30)))
    cards = {path: page.decode().count(CARD) for path, page in pages.items()}
    assert cards == {
        "neu/alle.html": 2, "neu/2025-1.html": 1, "neu/2025-2.html": 1, "schlicht.html": 2,
        "quellen.html": len(SOURCES.views),
    }  # fmt: skip
    assert '<a href="2025-2.html">2025-2</a>' in pages["neu/alle.html"].decode()


def cards_of(path: Path) -> int:
    return path.read_text(encoding="utf-8").count(CARD)
