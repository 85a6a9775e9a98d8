"""Files of Streamlit as browsers get them: packed quickly for the first, smaller for the many, and always whole."""

import gzip
from pathlib import Path

import pytest
import streamlit
from pyarrow import Codec

from pages.server.packing import OFTEN, Packer

FOLDER = Path(streamlit.__file__).parent / "static" / "static" / "js"


@pytest.fixture
def script() -> Path:
    """A script large enough to be packed better or worse, and small enough to be packed in no time."""
    return min(
        (path for path in FOLDER.glob("*.js") if path.stat().st_size > 20_000), key=lambda path: path.stat().st_size
    )


def test_what_is_asked_for_often_is_packed_once_more_and_smaller(script):
    waiting = []
    packer, content = Packer(waiting.append), script.read_bytes()
    answers = [packer.pack(script, "br") for _ in range(OFTEN)]
    assert len(waiting) == 1
    waiting.pop()()
    answers.append(packer.pack(script, "br"))
    assert waiting == []
    assert [Codec("brotli").decompress(answer, len(content), asbytes=True) for answer in answers] == [content] * (
        OFTEN + 1
    )
    assert len({len(answer) for answer in answers[:OFTEN]}) == 1
    assert len(answers[OFTEN]) < len(answers[0])


def test_nothing_is_packed_again_for_a_few_or_for_those_who_take_gzip(script):
    waiting = []
    packer = Packer(waiting.append)
    for _ in range(OFTEN - 1):
        packer.pack(script, "br")
    answers = {packer.pack(script, "gzip") for _ in range(2 * OFTEN)}
    assert waiting == []
    assert {gzip.decompress(answer) for answer in answers} == {script.read_bytes()}
