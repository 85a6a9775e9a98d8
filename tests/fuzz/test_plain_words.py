"""Words from data and addresses stay words where Streamlit reads Markdown."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.widgets.plain import as_text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("elblandwerker* und *mehr", r"elblandwerker\* und \*mehr"),
        ("[k](javascript:alert(1))", r"\[k\](javascript:alert(1))"),
        ("![k](x)", r"!\[k\](x)"),
        ("<b>", r"\<b\>"),
        (":red[x] :material/home: 12:30 Uhr", r"\:red\[x\] :material/home: 12:30 Uhr"),
        ("&lt;b&gt; A & B", r"\&lt;b\&gt; A & B"),
        ("# eins\n- zwei\n3. drei", "\\# eins\n\\- zwei\n3\\. drei"),
        ("Von 3 auf 23, am 12. Mai", "Von 3 auf 23, am 12. Mai"),
    ],
)
def test_signs_with_a_meaning_lose_it_and_others_stay(words, written):
    assert as_text(words) == written


@settings(deadline=None)
@given(st.text(alphabet="[](){}<>!*_`~$|\\: a1-#&;\n", max_size=40))
def test_no_words_leave_a_sign_that_could_begin_a_link_or_an_element(words):
    written, bare = as_text(words), []
    position = 0
    while position < len(written):
        if written[position] == "\\" and position + 1 < len(written):
            position += 2
            continue
        bare.append(written[position])
        position += 1
    assert not set("[]<>*_`$~|") & set(bare)


def test_words_of_an_address_stay_words_in_the_notice():
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    app.switch_page("views/impressum.py")
    app.query_params["lang"] = "[hier](https://evil.example)<b>"
    app.run()
    shown = app.warning[0].value
    assert r"\[hier\](https" in shown
    assert r"\<b\>" in shown
