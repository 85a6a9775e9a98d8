"""A callback may run after its page is gone: none reads the session by `[]`, none may end the visit."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "pages").rglob("*.py"))
# Streamlit calls none of ours for it: the file travels by a route of its own.
_NO_CALLBACK = "ignore"
_BUTTONS = ("button", "download_button", "form_submit_button")


def session_reads(tree: ast.AST) -> Iterator[int]:
    """Lines on which a value is read as `st.session_state[...]`, which raises when the key is gone."""
    for node in ast.walk(tree):
        target = node.target if isinstance(node, ast.AugAssign) else node
        if not isinstance(target, ast.Subscript) or not _is_session(target.value):
            continue
        if isinstance(node, ast.AugAssign) or isinstance(target.ctx, ast.Load):
            yield target.lineno


def _is_session(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "session_state"


def bare_callbacks(tree: ast.AST) -> Iterator[int]:
    """Lines on which a widget or an element gets a callback that nothing shields."""
    shielded = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _is_shielded(node.value)
        for name in node.targets
        if isinstance(name, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if _is_callback(keyword.arg) and not _is_allowed(keyword.value, shielded):
                    yield keyword.value.lineno


def read_presses(tree: ast.AST) -> Iterator[int]:
    """Lines on which a page asks a button whether it was pressed: a run that is cut above it would never answer."""
    stated = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    for call in calls:
        if call.func.attr in _BUTTONS and id(call) not in stated:
            yield call.lineno


def _is_callback(name: str | None) -> bool:
    return name in ("on_click", "on_change", "on_select", "on_submit", "on_dismiss") or (
        name is not None and name.startswith("on_") and name.endswith("_change")
    )


def _is_shielded(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "shielded"


def _is_allowed(value: ast.expr, shielded: set[str]) -> bool:
    if isinstance(value, ast.Constant):
        return value.value == _NO_CALLBACK
    return _is_shielded(value) or (isinstance(value, ast.Name) and value.id in shielded)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_session_is_never_read_by_a_key_that_may_be_gone(path):
    assert list(session_reads(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_callback_is_shielded(path):
    assert list(bare_callbacks(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_button_is_asked_whether_it_was_pressed(path):
    assert list(read_presses(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_rules_see_what_they_forbid():
    code = """
st.button("a", on_click=take)
st.button("b", on_click=shielded(take))
element(on_sent_change=lambda: take(st.session_state[key].sent))
st.session_state["n"] += 1
st.session_state["n"] = 1
value = st.session_state.get("n")
st.download_button("c", on_click="ignore")
if st.button("d"):
    pressed = below.button("e")
"""
    assert list(bare_callbacks(ast.parse(code))) == [2, 4]
    assert sorted(session_reads(ast.parse(code))) == [4, 5]
    assert sorted(read_presses(ast.parse(code))) == [9, 10]
