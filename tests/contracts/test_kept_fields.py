"""What a field holds is there again after another page: it stands in the address, or the visit keeps it.

Streamlit forgets the fields of a page that is not shown. Fields therefore come from `pages/widgets/`; the few others
are counted here by the place that keeps what they hold.
"""

import ast
from pathlib import Path

PAGES = Path(__file__).parents[2] / "pages"
FIELDS = {
    "audio_input", "camera_input", "chat_input", "checkbox", "color_picker", "data_editor", "date_input", "feedback",
    "file_uploader", "multiselect", "number_input", "pills", "radio", "segmented_control", "select_slider", "selectbox",
    "slider", "text_area", "text_input", "time_input", "toggle",
}  # fmt: skip
KEPT = {
    "access/permission.py": 1,  # the visit has the name
    "presentation/exports.py": 1,  # state.keep
    "presentation/framing.py": 2,  # state.keep
    "presentation/list.py": 1,  # the presentation has the title
    "presentation/pictures.py": 2,  # state.keep
    "presentation/refreshing/lists.py": 1,  # with the old deck
    "presentation/refreshing/pictures.py": 1,  # with the old deck
    "presentation/refreshing/questions.py": 3,  # with the old deck
    "presentation/saved_presentations.py": 1,  # the visit has the name
    "upload/answers.py": 2,  # with the file
    "upload/confirm.py": 1,  # a question that is to be answered anew
    "upload/editing.py": 1,  # the visit has the rows
    "upload/findings.py": 1,  # with the file
    "upload/page.py": 1,  # which of several files is looked at
    "upload/recognition.py": 5,  # with the file
}


def test_every_field_outside_the_widgets_is_kept_by_somebody():
    found: dict[str, int] = {}
    for path in PAGES.rglob("*.py"):
        place = path.relative_to(PAGES).as_posix()
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FIELDS
        ]
        if calls and not place.startswith("widgets/"):
            found[place] = len(calls)
    assert found == KEPT
