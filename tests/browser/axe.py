"""Accessibility rules (axe) and the few places where Streamlit's own elements break them."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}

# (rule, part of the element's HTML) -> why this is Streamlit's and cannot be changed from outside.
STREAMLITS_OWN: dict[tuple[str, str], str] = {}


def serious_violations(page: Page) -> list[str]:
    """What axe finds serious or critical, without Streamlit's own; one line per element."""
    found = Axe().run(page, options=_OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:300]} | {node.get('failureSummary', '')[:300]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
        if not _is_streamlits_own(rule["id"], node["html"])
    ]


def _is_streamlits_own(rule: str, element: str) -> bool:
    return any(rule == own_rule and part in element for own_rule, part in STREAMLITS_OWN)
