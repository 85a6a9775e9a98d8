"""Files of Streamlit as browsers get them: packed quickly for the first, smaller for the many, and always whole."""

import gzip
from pathlib import Path

import pytest
import streamlit
from pyarrow import Codec

import pages.server.packing as packing
from pages.server.document.later_modules import CHART, module_files
from pages.server.packing import OFTEN, Packer, common_files

FOLDER = Path(streamlit.__file__).parent / "static" / "static" / "js"


@pytest.fixture
def script() -> Path:
    """A script large enough to be packed better or worse, and small enough to be packed in no time."""
    return min(
        (path for path in FOLDER.glob("*.js") if path.stat().st_size > 20_000), key=lambda path: path.stat().st_size
    )


def test_what_is_asked_for_often_is_packed_once_more_and_smaller(script, tmp_path):
    waiting = []
    packer, content = Packer(waiting.append, tmp_path), script.read_bytes()
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


def test_nothing_is_packed_again_for_a_few_or_for_those_who_take_gzip(script, tmp_path):
    waiting = []
    packer = Packer(waiting.append, tmp_path)
    for _ in range(OFTEN - 1):
        packer.pack(script, "br")
    answers = {packer.pack(script, "gzip") for _ in range(2 * OFTEN)}
    assert waiting == []
    assert {gzip.decompress(answer) for answer in answers} == {script.read_bytes()}


def test_the_first_who_asks_after_a_restart_gets_what_was_packed_before(script, tmp_path):
    Packer(lambda act: act(), tmp_path).pack_again(script)
    waiting = []
    first = Packer(waiting.append, tmp_path).pack(script, "br")
    assert first == Codec("brotli", compression_level=11).compress(script.read_bytes(), asbytes=True)
    assert waiting == []


def test_what_was_packed_of_another_content_is_not_sent(script, tmp_path, monkeypatch):
    Packer(lambda act: act(), tmp_path).pack_again(script)
    newer = script.read_bytes() + b"// newer"
    monkeypatch.setattr(packing, "front_end_content", lambda _: newer)
    packing._packed_quickly.cache_clear()
    answer = Packer(lambda _: None, tmp_path).pack(script, "br")
    packing._packed_quickly.cache_clear()
    assert Codec("brotli").decompress(answer, len(newer), asbytes=True) == newer


def test_where_nothing_may_be_written_the_smallest_is_kept_for_this_process(script, tmp_path):
    place = tmp_path / "a file"
    place.write_bytes(b"")
    packer = Packer(lambda act: act(), place / "packed")
    quick = packer.pack(script, "br")
    packer.pack_again(script)
    assert len(packer.pack(script, "br")) < len(quick)


def test_what_most_pages_need_is_packed_in_the_order_they_ask_for_it_and_later(tmp_path):
    waiting, files = [], list(common_files())
    Packer(waiting.append, tmp_path).pack_common()
    assert len(waiting) == len(files) == len(set(files))
    assert files[0].suffix == ".css"
    assert all(path.is_file() for path in files)
    assert {path.name for path in files} > set(module_files(CHART))
    # The largest by far: nothing else waits for it.
    assert files.index(FOLDER.resolve() / module_files(CHART)[0]) > len(files) - len(module_files(CHART))
