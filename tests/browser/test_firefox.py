"""A short path through the atlas in the Firefox that German administrations use, where the machine has one."""

import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader

from tests.browser.firefox import Firefox, find_firefox
from tests.browser.paper import squeezed

ENTER, HOME, RIGHT = "\ue007", "\ue011", "\ue014"
_PROGRAM = find_firefox()
pytestmark = pytest.mark.skipif(_PROGRAM is None, reason="no Firefox on this machine; Debian: firefox-esr")


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    browser = Firefox(_PROGRAM, tmp_path)
    yield browser
    browser.close()


def test_map_year_search_presentation_download_paper_and_back(firefox: Firefox, base_url: str):
    firefox.open(f"{base_url}/karte")
    firefox.wait("deep('.canvas path.leaflet-interactive', document).length > 20")
    firefox.click(".canvas", across=0.56, down=0.16)
    firefox.wait("find('.panel h2', 'Uckermark') && location.search.includes('kreis=12073')")

    firefox.click("input[type=range]")
    firefox.press(HOME)
    firefox.wait("location.search.includes('jahr=2000')")
    firefox.press(RIGHT)
    firefox.wait("location.search.includes('jahr=2001')")

    firefox.click('[role="combobox"]', "Ort, Kreis oder AGS")
    firefox.press("Finst")
    firefox.wait("deep('.hits li', document).length === 2")
    firefox.press(ENTER)
    firefox.wait("find('.panel h2', 'Elbe-Elster') && location.search.includes('kreis=12062')")

    firefox.click("button", "In die Präsentation: Karte")
    firefox.wait("Boolean(find('a', 'Präsentation (1)'))")

    firefox.click(".st-key-tabs a", "Verlauf")
    firefox.wait("Boolean(find('h1', 'Wer kommt, wer geht'))")
    firefox.go_back()
    firefox.wait("Boolean(find('.panel h2', 'Elbe-Elster')) && location.search.includes('jahr=2001')")


def test_a_table_is_downloaded_and_a_page_is_printed_as_text(firefox: Firefox, base_url: str, atlas):
    firefox.open(f"{base_url}/wachstum")
    firefox.click(".st-key-figure_growth-curve summary", "Tabelle und Download")
    firefox.click(".st-key-figure_growth-curve button", "CSV")
    table = pd.read_csv(firefox.wait_for_file(), sep=";", decimal=",", encoding="utf-8-sig")
    assert len(table) == len(atlas.membership_counts)
    printed = printed_text(firefox)
    headline = firefox.ask("document.querySelector('h1').textContent")
    assert squeezed(headline) in squeezed(printed)
    assert len(squeezed(printed)) > 1_000
    # Icons are drawn, not spelled; words in front of sentences would be their names.
    firefox.open(f"{base_url}/ausblick")
    icons = "document.querySelectorAll('.st-key-statements [translate=no]')"
    names = firefox.ask(f"[...{icons}].map((one) => one.innerText)")
    assert "check_circle" in names
    assert "check_circle" not in printed_text(firefox)


def printed_text(firefox: Firefox) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(firefox.print())).pages)
