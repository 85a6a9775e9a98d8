"""A short path through the atlas in Debian's Firefox, as German administrations use it."""

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from tests.browser.firefox import Firefox, obtain_firefox
from tests.browser.paper import squeezed

READY = "document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
KREISE = ".leaflet-kreise-pane path"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    binary = obtain_firefox()
    if binary is None:
        pytest.skip("no Firefox on this machine, and none could be installed")
    window = Firefox(binary, tmp_path_factory.mktemp("firefox"))
    window.resize(1366, 900)
    yield window
    window.close()


def text(selector: str) -> str:
    return f"(find('{selector}')?.textContent ?? '')"


def test_map_year_search_collect_download_print_and_back(firefox: Firefox, base_url: str):
    firefox.open(f"{base_url}/karte")
    firefox.wait(f"{READY} && find('{KREISE}')", 90)

    firefox.click(".canvas", (0.56, 0.16))
    firefox.wait(f"{text('.panel h2')} === 'Uckermark'")

    firefox.click(".year")
    firefox.press("End", *["Backspace"] * 4, *"2010", "Enter")
    firefox.wait(f"{text('h1')}.includes('2010')")
    firefox.turn_wheel(".year", 120)
    firefox.press("End", *["Backspace"] * 4, "Tab")
    firefox.wait("find('.year').value === '2010'")
    assert "jahr=2010" in firefox.read("location.href")

    firefox.click(".search")
    firefox.press(*"Finst")
    firefox.wait("find('.hits li')")
    firefox.press("Enter")
    firefox.wait(f"{text('.panel h2')} === 'Elbe-Elster'")

    firefox.click(".block", (0.5, 0.5))
    firefox.press("Escape", "Tab")
    # All classes of the legend are one tab stop; the map itself is the next, never the document.
    assert firefox.read("document.activeElement.shadowRoot?.activeElement?.className") == "walk"

    firefox.click(".downloads .collect")
    firefox.wait(f"{text('[data-testid=stToast]')}.includes('Folie 1')")

    file = firefox.download(lambda: firefox.click('.downloads a[href*="karte.csv"]'))
    assert file.name == "karte_net_per_1000_30-50_2010.csv"
    assert "Elbe-Elster" in file.read_text(encoding="utf-8-sig")

    sheets = PdfReader(io.BytesIO(firefox.print_page())).pages
    printed = squeezed("".join(sheet.extract_text() for sheet in sheets))
    assert "ankommenatlas" in printed.casefold().replace("-", "")
    assert "Elbe-Elster" in printed
    assert "\ufffd" not in printed

    firefox.click('[data-testid="stTopNavLink"][href$="/wachstum"]')
    firefox.wait("document.title.startsWith('Wachstum')")
    firefox.go(-1)
    firefox.wait("document.title.startsWith('Karte')")
    firefox.wait(f"{text('.panel h2')} === 'Elbe-Elster' && {text('h1')}.includes('2010')")
