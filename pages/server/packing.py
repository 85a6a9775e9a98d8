"""Streamlit's scripts and styles, packed as small as they get before anybody asks, and kept for the next start.

Packing the front end of a page with a chart so takes some twenty seconds of a processor. `make run` and the image do
it once; a server that finds nothing does it itself, beside its visitors, who get what is packed quickly until then.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from queue import SimpleQueue
from tempfile import NamedTemporaryFile

from pyarrow import Codec

from pages.server.conditional import compress
from pages.server.document.later_modules import CHART, FRAME_ELEMENTS, module_file, module_files
from pages.server.routes.files.typefaces import framework_style_sheet, front_end_content

# So often a file that few pages need is asked for before it is packed again.
OFTEN = 3
KEPT = Path(sys.prefix) / "share" / "ankommen-atlas" / "packed"
"""Beside the packages it is made from: a new Streamlit in a new environment has none of the old one's."""
# What most pages are made of beside their frame; each brings what it imports.
COMMON_ELEMENTS = (*FRAME_ELEMENTS, "Button", "ButtonGroup", "DownloadButton", "Metric", "Selectbox", CHART)
# A tenth smaller than what is sent at first, in fifty times that.
_SMALLEST = Codec("brotli", compression_level=11)
_LAST_IN_LINE = 19


# Streamlit ships a few hundred such files; the bound only guards against surprises.
@lru_cache(maxsize=1024)
def _packed_quickly(path: Path, coding: str) -> bytes:
    return compress(front_end_content(path), coding)


class Packer:
    """Keeps packed files, and packs once more what is needed by most pages or asked for often.

    Args:
        later: does what it is given later, and in its turn.
        kept: folder of what was packed before, by the mark of what is packed; it need not be there, nor be writable.
    """

    def __init__(self, later: Callable[[Callable[[], None]], None], kept: Path) -> None:
        self._later, self._kept = later, kept
        self._asked: Counter[Path] = Counter()
        self._smallest: dict[Path, bytes] = {}

    def pack(self, path: Path, coding: str) -> bytes:
        """A file of Streamlit as a browser takes it.

        Args:
            path: the file.
            coding: br or gzip.
        """
        if coding != "br":
            return _packed_quickly(path, coding)
        self._asked[path] += 1
        if self._asked[path] == 1:
            self._read(path)
        if self._asked[path] == OFTEN and path not in self._smallest:
            self._later(partial(self.pack_again, path))
        return self._smallest.get(path) or _packed_quickly(path, coding)

    def pack_common(self) -> None:
        """Packs later what most pages need, unless it was packed before."""
        for path in common_files():
            self._later(partial(self.pack_again, path))

    def pack_again(self, path: Path) -> None:
        """Packs a file as small as it gets, once, and keeps it."""
        self._read(path)
        if path not in self._smallest:
            packed = _SMALLEST.compress(front_end_content(path), asbytes=True)
            self._smallest[path] = packed
            # Where nothing may be written it is kept until the process ends.
            with suppress(OSError):
                _write_whole(self._place(path), packed)

    def _read(self, path: Path) -> None:
        with suppress(OSError):
            self._smallest[path] = self._place(path).read_bytes()

    def _place(self, path: Path) -> Path:
        return self._kept / f"{hashlib.sha256(front_end_content(path)).hexdigest()[:32]}.br"


def common_files() -> Iterator[Path]:
    """The scripts and the style sheet most pages need, in the order in which a page asks for them."""
    if sheet := framework_style_sheet():
        yield sheet
    yield from dict.fromkeys(module_file(name) for element in COMMON_ELEMENTS for name in module_files(element))


def _write_whole(place: Path, content: bytes) -> None:
    """Another process that reads at the same moment finds all of it or nothing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, delete=False) as file:
        file.write(content)
    os.chmod(file.name, 0o644)
    os.replace(file.name, place)


class _Queue:
    """One thread that does what waits, one after the other, whenever nobody else needs the processor."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._begun = threading.Lock()

    def add(self, act: Callable[[], None]) -> None:
        self._waiting.put(act)
        # A server that nobody asks often has no such thread.
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._work, name="atlas-pack-again", daemon=True).start()

    def _work(self) -> None:
        # Where a thread has no rank of its own it shares that of the others.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LAST_IN_LINE)
        while True:
            self._waiting.get()()


@lru_cache(maxsize=1)
def packer() -> Packer:
    """The packer of this process."""
    return Packer(_Queue().add, KEPT)


def main() -> None:
    """Packs what most pages need: `python -m pages.server.packing`, after the packages are installed."""
    Packer(lambda act: act(), KEPT).pack_common()


if __name__ == "__main__":
    main()
