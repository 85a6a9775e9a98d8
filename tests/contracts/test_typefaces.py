"""The icon font that is sent holds every icon that can appear; whatever is not understood is left to Streamlit."""

import re

import pytest

from deploy.icon_font import composed_icons, wanted_icons
from pages.server.route_allowlist import STREAMLIT_FILES
from pages.server.routes.files import typefaces
from pages.server.routes.files.assets import asset_address

# One is drawn as a picture, the other stands for a name in an explanation.
_NO_ICONS = {"star_filled", "icon_name"}
_ADVICE = "run: python -m deploy.icon_font"


@pytest.fixture(autouse=True)
def _forget():
    yield
    typefaces.known_icons.cache_clear()


def test_every_icon_of_ours_and_of_streamlit_is_in_the_font():
    assert typefaces.known_icons() == wanted_icons() - _NO_ICONS, _ADVICE
    # Of the first page's buttons, the front end's menu, and a field of Streamlit's in Python.
    assert {"download", "keyboard_double_arrow_right", "call"} <= typefaces.known_icons()


def test_no_icon_is_put_together_while_running():
    assert composed_icons() == []


def faces(sheet: str) -> dict[tuple[str, str], str]:
    """Which file each typeface of a style sheet comes from, by its name and style."""
    rule = re.compile(r"@font-face{([^}]*)}")
    parts = [dict(re.findall(r"(font-family|font-style|src):([^;]+)", one)) for one in rule.findall(sheet)]
    return {(one["font-family"], one["font-style"]): re.sub(r"url\(([^)]*)\).*", r"\1", one["src"]) for one in parts}


def test_the_style_sheet_names_our_files_for_two_faces_and_is_streamlits_otherwise():
    sheet = typefaces.framework_style_sheet()
    theirs, ours = sheet.read_text("utf-8"), typefaces.front_end_content(sheet).decode()
    changed = {face: file for face, file in faces(ours).items() if file != faces(theirs)[face]}
    assert changed == {
        ("Source Sans", "normal"): "/assets/fonts/figtree-latin-wght-normal.woff2",
        ("Material Symbols Rounded", "normal"): asset_address("fonts/material-symbols-subset.woff2"),
    }
    assert re.sub(r"url\([^)]*\)", "", ours) == re.sub(r"url\([^)]*\)", "", theirs)


@pytest.mark.parametrize("content", [None, b"another font"])
def test_icons_from_an_unknown_file_are_left_to_streamlit(monkeypatch, tmp_path, content):
    file = tmp_path / "MaterialSymbols-Rounded.new.woff2"
    if content:
        file.write_bytes(content)
    monkeypatch.setattr(typefaces, "framework_icon_face", lambda: file if content else None)
    typefaces.known_icons.cache_clear()
    sheet = typefaces.framework_style_sheet()
    assert faces(typefaces.front_end_content(sheet).decode())["Material Symbols Rounded", "normal"].startswith(
        "../media/"
    )


def test_other_files_of_the_front_end_are_streamlits_own():
    script = next((STREAMLIT_FILES / "js").glob("index.*.js"))
    assert typefaces.front_end_content(script) == script.read_bytes()
