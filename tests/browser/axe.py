"""Accessibility rules (axe) and the few places where Streamlit's own elements break them."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pages.widgets.elements.evidence import AXE_VERSION

# Newer than the one axe-playwright-python brings along; see the README beside it.
_AXE = Axe.from_file(Path(__file__).parent / "axe_core" / "axe.min.js")
_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}

# (rule, part of the element's HTML) -> why this is Streamlit's and cannot be changed from outside.
STREAMLITS_OWN: dict[tuple[str, str], str] = {}


def serious_violations(page: Page) -> list[str]:
    """What axe finds serious or critical, without Streamlit's own; one line per element."""
    response = _AXE.run(page, options=_OPTIONS).response
    assert response["testEngine"]["version"] == AXE_VERSION
    found = response["violations"]
    return [
        f"{rule['id']}: {node['html'][:300]} | {node.get('failureSummary', '')[:300]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
        if not _is_streamlits_own(rule["id"], node["html"])
    ]


def _is_streamlits_own(rule: str, element: str) -> bool:
    return any(rule == own_rule and part in element for own_rule, part in STREAMLITS_OWN)
