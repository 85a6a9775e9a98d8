"""All pages of the atlas: script, address, title, place in the navigation."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.wording import Wording

_PAGES_FOLDER = Path(__file__).parents[1]


@dataclass(frozen=True)
class PageEntry:
    """A page: its script beside the frame, its address, its title in one language."""

    url_path: str
    title: str
    in_navigation: bool = True

    @property
    def script(self) -> str:
        """File name of the page, which is its address by rule."""
        return f"{self.url_path}.py"

    @property
    def is_start(self) -> bool:
        """Whether the page is the one at the bare address."""
        return self.url_path == "ueberblick"

    @property
    def address(self) -> str:
        """Path in the browser's address bar."""
        return "/" if self.is_start else f"/{self.url_path}"


@lru_cache(maxsize=4)
def page_entries(w: Wording) -> tuple[PageEntry, ...]:
    """The pages in the order of the navigation, then those that only the footer links."""
    entries = (
        PageEntry("ueberblick", w.text("Overview")),
        PageEntry("karte", w.text("Map")),
        PageEntry("wachstum", w.text("Growth")),
        PageEntry("foerderung", w.text("Funding")),
        PageEntry("wanderung", w.text("Migration")),
        PageEntry("initiativen", w.text("Initiatives")),
        PageEntry("kreisprofil", w.text("District profile")),
        PageEntry("praesentation", w.text("Presentation")),
        PageEntry("quellen", w.text("Sources & methods")),
        PageEntry("daten", w.text("Data")),
        PageEntry("register", w.text("Edit the register"), in_navigation=False),
        PageEntry("versionen", w.text("Versions and undo"), in_navigation=False),
        PageEntry("barrierefreiheit", w.text("Accessibility"), in_navigation=False),
        PageEntry("datenschutz", w.text("Privacy"), in_navigation=False),
        PageEntry("impressum", w.text("Legal notice"), in_navigation=False),
    )
    return tuple(entry for entry in entries if (_PAGES_FOLDER / entry.script).is_file())
