"""The words of Streamlit's front end: those we put German in the place of are still those it writes."""

import re
from functools import lru_cache
from pathlib import Path

import pytest

from analytics.language import get_wording
from pages.server.document.frame_text import FrameworkText, frame_text, framework_text
from pages.server.route_allowlist import STREAMLIT_FILES

SAMPLES = Path(__file__).parents[1] / "samples"
WORDS = framework_text(get_wording("de"))
_FIELD = re.compile(r"\{(\w+)\}")
# Parts of the front end that no page of the atlas uses, or that only a developer meets.
_UNUSED = re.compile(
    r"Audio|Balloons|Camera|Chat|ColorPicker|Date|Deck|ECharts|Feedback|GraphViz|iframe|Json|Mermaid|Particles|Snow|"
    r"Time|Vega|Video|[dD]iagram|cytoscape|katex|elk|chunk-|Plotly|embed|SyntaxHighlighter|rolldown"
)
_SPOKEN = re.compile(r'(?:"aria-label"|title|placeholder|alt|label|children|tooltip):`([^`]*[A-Za-z]{2}[^`]*)`')


@lru_cache(maxsize=1)
def front_end() -> str:
    """All scripts of Streamlit's front end as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((STREAMLIT_FILES / "js").glob("*.js")))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.english)
def test_streamlit_still_writes_the_word(word: FrameworkText):
    # A size ("200MB") and a list of types are written by functions of their own, the words around them by another;
    # so are the parts of an error.
    pieces = re.split(r"\{\w+\}(?:MB)?|•|: ", word.english)
    for piece in filter(None, (piece.strip() for piece in pieces)):
        assert piece in front_end()


def test_every_word_has_its_german_with_the_same_fields():
    for word in WORDS:
        assert set(_FIELD.findall(word.english)) == set(_FIELD.findall(word.german))
    same = {word.english for word in WORDS if word.english == word.german}
    assert same == {"Logo"}


def test_no_german_word_is_another_english_one():
    english = {word.english for word in WORDS}
    assert not {word.german for word in WORDS if word.german != word.english} & english


def spoken_words() -> set[str]:
    """What the parts of the front end say that a page of the atlas may use; most of it never appears."""
    scripts = [path for path in (STREAMLIT_FILES / "js").glob("*.js") if not _UNUSED.search(path.name)]
    return {
        words for path in scripts for words in _SPOKEN.findall(path.read_text(encoding="utf-8")) if "\n" not in words
    }


def test_a_newer_streamlit_that_says_something_new_is_noticed():
    """Look where a new word appears: on a page of the atlas it belongs into the list with its German."""
    known = set((SAMPLES / "streamlit_text.txt").read_text(encoding="utf-8").splitlines())
    assert spoken_words() == known


def test_both_languages_say_what_a_lost_connection_means():
    lost = frame_text()["connection"]["lost"]
    assert "nichts verloren" in lost["de"]
    assert "Nothing is lost" in lost["en"]
