"""Regular expressions over a column of distinct texts: Arrow's own for many texts, Python's for a few.

Arrow compiles its pattern anew at every call, which takes longer than to look at some dozen texts. Patterns mean
the same to both: digits and blanks are those of ASCII.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

_FEW = 64


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    # To Python a closing $ stands before a last line end, too.
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern), re.ASCII)


def matching(values: pa.Array, pattern: str) -> pa.Array:
    """Which texts a pattern is found in."""
    if len(values) > _FEW:
        return pc.match_substring_regex(values, pattern)
    find = _compiled(pattern).search
    return pa.array([bool(find(text)) for text in values.to_pylist()], pa.bool_())


def substituted(values: pa.Array, pattern: str, written: str) -> pa.Array:
    r"""The texts with every match replaced; `\1` stands for the first group."""
    if len(values) > _FEW:
        return pc.replace_substring_regex(values, pattern, written)
    texts = [_compiled(pattern).sub(written, text) for text in values.to_pylist()]
    return pa.array(texts, pa.string())
