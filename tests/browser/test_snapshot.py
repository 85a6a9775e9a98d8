"""The snapshot opened from disk in a browser whose network is cut: pages, map, charts, tables, links."""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from analytics.exports import snapshot
from analytics.exports.snapshot import ANALYSIS_PATHS, opening_specs
from analytics.subjects import defaults
from analytics.subjects.effects.measures import ALL, DEFAULT_AGE_GROUP
from tests.browser.axe import serious_violations
from tests.browser.conftest import DESKTOP, PHONE, READY_MS, ROOT

MOST_BYTES = 6_000_000
SHEETS = (
    "index.html", "karte/net_per_1000_30-50.html", "wachstum.html", "foerderung.html", "wanderung.html",
    "kreise/index.html", "kreise/12062.html", "initiativen/index.html", "initiativen/comeback-elbe-elster.html",
    "quellen.html", *ANALYSIS_PATHS,
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


def test_every_analysis_is_drawn_as_its_page_opens(folder, atlas):
    specs = {spec.view: dict(spec.params) for spec in opening_specs(atlas)}
    assert {"comparison_swarm", "outlook_scenario", "whitespots_map", "effects_verdict", "simulations"} <= set(specs)
    assert specs["comparison_swarm"]["indicator"] == "net:30-50"
    assert specs["outlook_scenario"] == {"per_year": 2, "years": 5}
    assert specs["effects_study"] == {"ags": ALL, "age_group": DEFAULT_AGE_GROUP}
    assert specs["outlook_fan"]["area"] == defaults.OUTLOOK
    assert {"herkunft.html", "vergleich.html", "reichweite.html", "wirkung.html", "ausblick.html"} <= set(
        ANALYSIS_PATHS
    )
    for lang, refused in (("", "nicht gezeichnet"), ("en/", "could not be drawn")):
        text = "".join((folder / lang / path).read_text(encoding="utf-8") for path in ANALYSIS_PATHS)
        assert text.count('<article class="card"') == len(specs)
        assert refused not in text


def test_a_view_that_no_page_shows_is_not_left_out_in_silence(atlas, monkeypatch):
    """It counts as an analysis, and those are laid out by their pages: one without a page fails when it is drawn."""
    monkeypatch.setattr(snapshot, "_ELSEWHERE", snapshot._ELSEWHERE - {"events"})
    assert "events" in {spec.view for spec in opening_specs(atlas)}
