"""Facts flow one way, and a page is a table of contents."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "pages" / "frame.py",
    *sorted(set((ROOT / "pages/views").glob("*.py")) - {ROOT / "pages/views/__init__.py"}),
]
SOURCES = sorted(path for folder in ("analytics", "data", "pages") for path in (ROOT / folder).rglob("*.py"))
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|rgba?\(")
_SQL = re.compile(r"\bSELECT\b.*\bFROM\b", re.DOTALL)
_FRAME_VERBS = {"groupby", "merge", "pivot", "pivot_table", "melt", "concat", "apply", "agg"}


def test_imports_go_one_way_and_no_page_knows_another():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_server_module_needs_only_the_shell_and_nobody_imports_it():
    """`app.py` is a single file, which the import rules cannot hold."""
    own = {
        node.module for node in ast.walk(ast.parse((ROOT / "app.py").read_text())) if isinstance(node, ast.ImportFrom)
    }
    assert all(module.startswith(("pages.server", "pages.session", "pages.operation")) for module in own)
    importing = [path.name for path in SOURCES if re.search(r"^(from|import) app\b", path.read_text(), re.MULTILINE)]
    assert importing == []


def test_no_import_rule_has_an_exception():
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_computes_nothing_and_names_no_colour(path):
    text = path.read_text(encoding="utf-8")
    called = {node.func.attr for node in ast.walk(ast.parse(text)) if _is_method_call(node)}
    assert called & _FRAME_VERBS == set()
    assert _COLOUR.findall(text) == []
    assert not _SQL.search(text)


def test_what_is_drawn_takes_its_colours_from_the_theme():
    """So that a slide knows them as ours, and a changed one changes everywhere."""
    drawing = [
        path for folder in ("figure", "maps", "rates", "subjects") for path in SOURCES if _stands_in(path, folder)
    ]
    found = {str(path.relative_to(ROOT)): _COLOUR.findall(path.read_text(encoding="utf-8")) for path in drawing}
    assert len(drawing) > 100
    assert [path for path, colours in found.items() if colours] == ["analytics/figure/theme.py"]


def _stands_in(path: Path, folder: str) -> bool:
    return path.is_relative_to(ROOT / "analytics" / folder)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_is_at_most_120_lines_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


def test_no_folder_holds_more_than_twelve_modules():
    """Pages are many and alike: one a file, each named as its address."""
    folders = {path.parent for path in SOURCES} - {ROOT / "pages" / "views"}
    modules = {folder: [path for path in folder.glob("*.py") if path.name != "__init__.py"] for folder in folders}
    assert {str(folder.relative_to(ROOT)): len(held) for folder, held in modules.items() if len(held) > 12} == {}


def test_no_function_is_longer_than_fifty_lines():
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _code_lines(node) > 50
    ]
    assert too_long == []


def test_streamlit_caches_only_in_the_cache_module():
    using = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"st\.cache_(data|resource)", path.read_text(encoding="utf-8"))
    ]
    assert set(using) <= {"pages/session/cache.py"}


def _is_method_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Length without the docstring, which may be as long as it needs."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
