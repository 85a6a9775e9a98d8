"""All pages of the atlas: script, address, title, place in the navigation."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.wording import Wording
from data.access import Action

_PAGES_FOLDER = Path(__file__).parents[1]


@dataclass(frozen=True)
class PageEntry:
    """A page: its script beside the frame, its address, its title in one language.

    Attributes:
        url_path: its address.
        name: what it is called in one language.
        section: the menu it stands in; empty: in the bar itself.
        in_navigation: False for pages that only others lead to.
        action: what one must be allowed to open it.
        slides: number of slides that stands behind the title; 0 shows none.
    """

    url_path: str
    name: str
    section: str = ""
    in_navigation: bool = True
    action: Action = "read"
    slides: int = 0

    @property
    def title(self) -> str:
        """Its name in the navigation."""
        return f"{self.name} ({self.slides})" if self.slides else self.name

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


@lru_cache(maxsize=256)
def page_entries(w: Wording, *, slides: int = 0) -> tuple[PageEntry, ...]:
    """The pages in the order of the navigation, then those that only the footer links.

    Args:
        w: language of their names.
        slides: how many slides the visitor has collected.
    """
    evidence, work, basis = w.text("Analyses"), w.text("Work"), w.text("Background")
    entries = (
        PageEntry("ueberblick", w.text("Overview")),
        PageEntry("karte", w.text("Map")),
        PageEntry("wachstum", w.text("Growth")),
        PageEntry("foerderung", w.text("Funding")),
        PageEntry("wanderung", w.text("Migration")),
        PageEntry("initiativen", w.text("Initiatives")),
        PageEntry("kreisprofil", w.text("District profile")),
        PageEntry("praesentation", w.text("Presentation"), slides=slides),
        PageEntry("weisseflecken", w.text("White spots"), evidence),
        PageEntry("vergleich", w.text("Comparable places"), evidence),
        PageEntry("wirkung", w.text("Before and after"), evidence),
        PageEntry("ausblick", w.text("Outlook"), evidence),
        PageEntry("daten", w.text("Data"), work, action="upload"),
        PageEntry("register", w.text("Edit the register"), work, action="edit_register"),
        PageEntry("versionen", w.text("Versions and undo"), work, action="see_versions"),
        PageEntry("protokoll", w.text("Log of changes"), work, action="see_audit"),
        PageEntry("konto", w.text("Account"), work),
        PageEntry("quellen", w.text("Sources & methods"), basis),
        PageEntry("methoden", w.text("Formulas"), basis),
        PageEntry("schnittstellen", w.text("Open data"), basis),
        PageEntry("einfach", w.text("In plain language"), basis),
        PageEntry("barrierefreiheit", w.text("Accessibility"), in_navigation=False),
        PageEntry("datenschutz", w.text("Privacy"), in_navigation=False),
        PageEntry("impressum", w.text("Legal notice"), in_navigation=False),
    )
    return tuple(entry for entry in entries if (_PAGES_FOLDER / entry.script).is_file())
