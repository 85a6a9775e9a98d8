"""HTML of exports stands in templates, where everything put into it is escaped."""

import ast
import re
from pathlib import Path

import pytest

EXPORTS = Path(__file__).parents[2] / "analytics" / "exports"
WRITERS = [*sorted((EXPORTS / "html").glob("*.py")), EXPORTS / "snapshot.py"]
TAG = re.compile(r"</?[a-z][a-z0-9]*(\s[^>]*)?>")


def markup_in(source: str) -> list[str]:
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text for text in texts if isinstance(text, str) and TAG.search(text)]


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.name)
def test_no_markup_is_built_in_code(path):
    assert markup_in(path.read_text(encoding="utf-8")) == []


def test_markup_in_code_is_found():
    assert markup_in('page = f"<p>{text}</p>"') == ["<p>", "</p>"]
    assert markup_in('script = code.replace("</script", "x")') == []
