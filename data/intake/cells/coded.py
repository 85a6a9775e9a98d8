"""A text column as its distinct values and one code per row.

Official tables repeat a few hundred distinct texts over millions of rows. Every rule therefore looks at
the distinct values and is spread over the rows by their codes: fast, small, and findings group by value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.intake.cells.patterns import matching, substituted

Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
_SOLID = bytes(sign for sign in range(33, 127) if sign != ord("="))
"""Signs that no trimming takes away."""


@dataclass(frozen=True, eq=False)
class Coded:
    """Distinct texts and a code per row.

    Attributes:
        distinct: distinct texts (a few may repeat after trimming; no rule minds).
        codes: for each row the position of its text in `distinct`.
        complete: every distinct text occurs, so that nobody needs to count.
    """

    distinct: pa.Array
    codes: Codes
    complete: bool = False

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.codes)

    @classmethod
    def from_arrow(cls, column: pa.ChunkedArray) -> Coded:
        """From a text or dictionary column; texts are trimmed, missing becomes blank."""
        if not pa.types.is_dictionary(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        one = (column if column.num_chunks == 1 else column.unify_dictionaries()).combine_chunks()
        array = one if isinstance(one, pa.Array) else one.chunk(0)
        codes = np.asarray(array.indices.to_numpy(), dtype=np.int32)
        return cls(trimmed(array.dictionary), codes, complete=True)

    @classmethod
    def from_list(cls, texts: Sequence[str]) -> Coded:
        """From texts row by row."""
        if not texts:
            return cls(pa.array([""], pa.string()), np.zeros(0, dtype=np.int32))
        return cls.from_arrow(pa.chunked_array([pa.array(texts, pa.string())]))

    @classmethod
    def constant(cls, text: str, length: int) -> Coded:
        """The same text in every row."""
        return cls(pa.array([text], pa.string()), np.zeros(length, dtype=np.int32))

    def take(self, keep: Mask | Rows) -> Coded:
        """Some of the rows."""
        return Coded(self.distinct, self.codes[keep])

    @cached_property
    def _texts(self) -> list[str]:
        found: list[str] = self.distinct.to_pylist()
        return found

    def texts(self) -> list[str]:
        """The distinct texts."""
        return self._texts

    def texts_per_row(self) -> list[str]:
        """The text of every row."""
        known = self.texts()
        return [known[code] for code in self.codes]

    @cached_property
    def _counts(self) -> npt.NDArray[np.int64]:
        return np.bincount(self.codes, minlength=len(self.distinct)).astype(np.int64)

    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows hold each distinct text."""
        return self._counts

    def used(self) -> Mask:
        """Which distinct texts occur."""
        return np.ones(len(self.distinct), dtype=bool) if self.complete else self.counts() > 0

    def text_at(self, row: int) -> str:
        """The text of one row (zero-based)."""
        return str(self.distinct[int(self.codes[row])].as_py())

    def where(self, bad: Mask) -> Mask:
        """Spread a mask over the distinct texts to the rows."""
        spread: Mask = bad[self.codes] if bad.any() else np.zeros(len(self.codes), dtype=bool)
        return spread

    @cached_property
    def blank(self) -> Mask:
        """Which distinct texts are empty."""
        return as_mask(pc.equal(self.distinct, ""))

    def rows_of(self, bad: Mask) -> Iterator[tuple[str, Rows]]:
        """Each distinct text marked bad that occurs, with its rows (zero-based); one pass over the rows."""
        if not bad.any() or not (marked := bad & self.used()).any():
            return
        hits = np.flatnonzero(marked[self.codes])
        own = self.codes[hits]
        order = np.argsort(own, kind="stable")
        hits, own = hits[order], own[order]
        starts = np.flatnonzero(np.diff(own, prepend=-1))
        for begin, end in zip(starts, [*starts[1:], len(hits)], strict=True):
            yield str(self.distinct[int(own[begin])].as_py()), hits[begin:end]

    def mapped(self, translate: Callable[[str], Any]) -> npt.NDArray[np.object_]:
        """One result per distinct text, as objects (only texts that occur are translated)."""
        found = np.empty(len(self.distinct), dtype=object)
        used = self.used()
        for position, text in enumerate(self.texts()):
            if used[position]:
                found[position] = translate(text)
        return found

    def says(self, rule: Callable[[str], bool]) -> Mask:
        """Which distinct texts a rule about words is true of; digits alone say nothing and are not asked about."""
        found = np.zeros(len(self.distinct), dtype=bool)
        texts = self.texts()
        for position in np.flatnonzero(~as_mask(pc.ascii_is_decimal(self.distinct))).tolist():
            found[position] = rule(texts[position])
        return found

    def matches(self, pattern: str, among: Mask | None = None) -> Mask:
        """Which distinct texts, all or some of them, match a regular expression (RE2)."""
        if among is None:
            return as_mask(matching(self.distinct, pattern))
        found = among.copy()
        found[among] = as_mask(matching(self.distinct.filter(pa.array(among)), pattern))
        return found

    def replaced(self, rows: Rows, text: str) -> Coded:
        """A new column with `text` in these rows (zero-based)."""
        values = pa.concat_arrays([self.distinct.cast(pa.string()), pa.array([text], pa.string())])
        codes = self.codes.copy()
        codes[rows] = len(values) - 1
        return Coded(values, codes)

    def filled_down(self) -> Coded:
        """Blank cells take the text above them."""
        blank = self.where(self.blank)
        source = np.where(blank, -1, np.arange(len(self.codes)))
        last = np.maximum.accumulate(source) if len(source) else source
        return Coded(self.distinct, np.where(last >= 0, self.codes[last], self.codes).astype(np.int32))


def _signs(values: pa.Array) -> bytes:
    """All that the texts are written with."""
    signs = values.buffers()[2]
    return b"" if signs is None else signs.to_pybytes()


def trimmed(values: pa.Array) -> pa.Array:
    """Texts without blanks (also no-break ones) around them and without missing ones."""
    if not values.null_count and pa.types.is_string(values.type) and not _signs(values).translate(None, _SOLID):
        return values
    clean = pc.utf8_trim(values.cast(pa.string()), characters=" \t\r\n\u00a0\u202f\u2009\ufeff\u200b")
    # ="01001" is how exports keep a spreadsheet from eating a leading zero.
    return substituted(pc.fill_null(clean, ""), '^="([^"]*)"$', r"\1")


def as_mask(found: pa.Array) -> Mask:
    """An Arrow truth column as numpy."""
    known = pc.fill_null(found, False) if found.null_count else found
    return np.asarray(known.to_numpy(zero_copy_only=False), dtype=bool)
