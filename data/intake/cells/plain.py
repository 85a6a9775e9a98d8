"""Delimited text without quotation marks: cells by the places of delimiters and line ends, each column as codes.

Most of the time of reading a large file goes into telling texts apart. Eight bytes are a number of 64 bit, and
numbers are told apart many times faster: a cell is handled as one to four of them until its column is coded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Words = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
_WORD = 8
_MOST_WORDS = 4
"""Longer cells are left to the reader of any text: theirs are few rows or a column of remarks."""
_CHUNK = 1024 * 1024
"""Bytes split at once: they stay in the cache of a processor."""
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], dtype=np.uint64)
"""What to keep of eight bytes for a cell that ends within them."""
_FEED, _RETURN = 10, 13
_FEW_RUNS = 4
"""A column whose text changes in fewer than every fourth row is coded by its runs."""


@dataclass(frozen=True)
class _Chunk:
    """Whole lines of a text."""

    data: bytes
    start: int
    stop: int
    delimiter: int
    width: int
    wanted: Sequence[int]


def read_plain(
    data: bytes, start: int, stop: int, delimiter: str, width: int, wanted: Sequence[int]
) -> pa.Table | None:
    """Columns of a piece of text, each dictionary-encoded in the order in which its texts first occur.

    Args:
        data: UTF-8 without quotation marks in the piece; lines end in one way.
        start: first byte of a line.
        stop: end of a line, or of the text.
        delimiter: one character.
        width: cells of every line.
        wanted: zero-based columns.

    Returns:
        One column for each of `wanted`, named by its position; None when a line has another number of cells, or a
        cell is too long.
    """
    sign = delimiter.encode()
    if width < 2 or len(sign) != 1 or stop <= start or not wanted:
        return None
    chunks = [_Chunk(data, *bounds, sign[0], width, wanted) for bounds in _bounds(data, start, stop)]
    if len(chunks) == 1:
        split = [_split(chunks[0])]
        return None if split[0] is None else _table(wanted, [_coded(column) for column in split[0]])
    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(chunks))) as pool:
        split = list(pool.map(_split, chunks))
        whole = [one for one in split if one is not None]
        if len(whole) < len(split):
            return None
        return _table(wanted, pool.map(_joined, *whole))


def _table(wanted: Sequence[int], columns: Iterable[pa.DictionaryArray]) -> pa.Table:
    return pa.table(dict(zip(map(str, wanted), columns, strict=True)))


def _bounds(data: bytes, start: int, stop: int) -> list[tuple[int, int]]:
    """First byte and end of each chunk."""
    found = []
    while start < stop:
        end = stop if stop - start <= _CHUNK else data.rfind(b"\n", start, start + _CHUNK) + 1
        end = end or data.find(b"\n", start, stop) + 1 or stop
        found.append((start, end))
        start = end
    return found


def _split(chunk: _Chunk) -> list[list[Words]] | None:
    """The words of every wanted column; None when a line has another number of cells, or a cell is too long."""
    text = chunk.data[chunk.start : chunk.stop]
    text += b"" if text.endswith(b"\n") else b"\n"
    signs = np.frombuffer(text, np.uint8)
    feeds, delimiters = np.flatnonzero(signs == _FEED), np.flatnonzero(signs == chunk.delimiter)
    if len(delimiters) != len(feeds) * (chunk.width - 1):
        return None
    marks = delimiters.reshape(-1, chunk.width - 1)
    if (marks[:, -1] > feeds).any() or (marks[1:, 0] < feeds[:-1]).any():
        return None
    lines = np.concatenate([[0], feeds[:-1] + 1])
    ends = feeds - (signs[feeds - 1] == _RETURN)
    padded = text + bytes(_WORD * _MOST_WORDS)
    words: Words = np.ndarray((len(padded) - _WORD + 1,), "<u8", padded, 0, (1,))
    columns = []
    for position in chunk.wanted:
        first = marks[:, position - 1] + 1 if position else lines
        length = (marks[:, position] if position < chunk.width - 1 else ends) - first
        longest = int(length.max())
        if longest > _WORD * _MOST_WORDS:
            return None
        columns.append(_words_of(words, first, length, longest))
    return columns


def _words_of(words: Words, first: Places, length: Places, longest: int) -> list[Words]:
    """Eight bytes of every cell after another, zero behind its end."""
    if longest <= _WORD:
        return [words[first] & _MASKS[length]]
    return [words[first + offset] & _MASKS[np.clip(length - offset, 0, _WORD)] for offset in range(0, longest, _WORD)]


def _joined(*parts: list[Words]) -> pa.DictionaryArray:
    """A column out of its chunks, coded."""
    most = max(len(words) for words in parts)
    none = [np.zeros(len(words[0]), dtype=np.uint64) for words in parts]
    return _coded(
        [
            np.concatenate([words[n] if n < len(words) else blank for words, blank in zip(parts, none, strict=True)])
            for n in range(most)
        ]
    )


def _coded(words: list[Words]) -> pa.DictionaryArray:
    """A column of texts, each distinct one once."""
    codes, keys = _told_apart(words[0])
    distinct = [keys]
    for word in words[1:]:
        more, others = _told_apart(word)
        codes, pairs = _told_apart(codes.astype(np.int64) * len(others) + more)
        distinct = [*(one[pairs // len(others)] for one in distinct), others[pairs % len(others)]]
    texts = np.column_stack(distinct).astype("<u8").view(f"S{_WORD * len(distinct)}").ravel()
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(texts).cast(pa.string()))


def _told_apart(numbers: npt.NDArray[np.generic]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.generic]]:
    """A code per row and the distinct numbers, in the order in which they first occur."""
    begins = np.concatenate([[True], numbers[1:] != numbers[:-1]])
    if np.count_nonzero(begins) * _FEW_RUNS > len(numbers):
        coded = pa.array(numbers).dictionary_encode()
        return np.asarray(coded.indices), np.asarray(coded.dictionary)
    heads = np.flatnonzero(begins)
    coded = pa.array(numbers[heads]).dictionary_encode()
    lengths = np.diff(heads, append=len(numbers))
    return np.repeat(np.asarray(coded.indices), lengths), np.asarray(coded.dictionary)
