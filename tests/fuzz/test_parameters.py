"""Every page with odd values in every parameter any page reads: it runs to its end and says so in a sentence."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.language import get_wording
from pages.session.registry import page_entries

ROOT = Path(__file__).parents[2]
SCRIPTS = {entry.url_path: entry.script for entry in page_entries(get_wording("de"))}
_READERS = {
    "choose_one",
    "choose_many",
    "choose_switch",
    "search_text",
    "choose_year",
    "param",
    "get",
    "get_all",
    "pop",
}
ODD = [
    "<img src=x onerror=alert(1)>", "'; DROP TABLE members; --", "../../etc/passwd", "[k](https://evil.example)",
    "9" * 40, "-1", "nan", "", "\0", "²", "insgesamt", "12062", "2018", "a" * 3000,
]  # fmt: skip


def parameters() -> list[str]:
    """Every name some page or part of it reads from the address."""
    found = set()
    for path in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                texts = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
                found |= {one for one in texts if name in _READERS and isinstance(one, str) and one.isidentifier()}
    return sorted(found - {"lang"})


PARAMETERS = parameters()


def test_the_parameters_are_found():
    assert {"kreis", "jahr", "suche", "initiative", "tabelle"} <= set(PARAMETERS)


@pytest.mark.parametrize("shift", [0, 10])
@pytest.mark.parametrize("page", list(SCRIPTS))
def test_no_page_fails_whatever_its_address_says(page, shift):
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=90)
    app.switch_page(SCRIPTS[page])
    for number, name in enumerate(PARAMETERS):
        value = ODD[(number + shift) % len(ODD)]
        app.query_params[name] = [value, ODD[number % len(ODD)]] if shift == 10 else value
    app.run()
    assert [error.value for error in app.exception] == []
    assert [error.value for error in app.error] == []
