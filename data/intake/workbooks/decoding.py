"""From bytes to UTF-8 text, or to the reason why these bytes are no table.

Order of trust: byte order mark, strict UTF-8, then the old Windows, DOS and Macintosh sets, judged by how
German the result looks. Statistical guessers turn "Zuzüge" into "Zuz³ge"; they are not used.
"""

from __future__ import annotations

import codecs
import csv
import html
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from data.intake.model import Finding

MAX_BYTES = 200 * 1024 * 1024
_CHUNK = 4 * 1024 * 1024
_SAMPLE = 4 * 1024 * 1024
_MOST_PIECES = 20_000
_PLAIN = bytes(range(128))
_FEWEST_CELLS = 6
"""A web page with fewer cells holds no table of figures."""
_BEGINNING = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("cp1252", "cp850", "mac_roman")
_LETTERS = set("äöüÄÖÜßéèêáàóôçëïšžŠŽłŁńśćźżŻěčřôŕ")
_PUNCTUATION = set("„“”‚‘’–—…•©®€§°²³½«»·× \u00a0\u00ad")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3", "sqlite"),
    (b"{\\rtf", "rtf"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|title|script|table)\b", re.I | re.S)
_MOJIBAKE = re.compile("|".join(("Ã¼", "Ã¤", "Ã¶", "ÃŸ", "Ã„", "Ã–", "Ãœ")).encode())


@dataclass(frozen=True)
class Decoded:
    """Text as UTF-8 bytes without a byte order mark.

    Attributes:
        data: UTF-8; empty when a finding says why.
        encoding: Python name of the set it was delivered in.
        findings: what was noticed.
    """

    data: bytes
    encoding: str
    findings: tuple[Finding, ...] = ()


def refuse(data: bytes) -> Finding | None:
    """The reason why these bytes are certainly no text table, or None."""
    if len(data) > MAX_BYTES:
        return Finding("error", "too_large", fields={"size": len(data), "limit": MAX_BYTES})
    head = data[:4096]
    if not head.strip() and not data.strip():
        return Finding("error", "file_empty")
    if head.startswith(OLE):
        return _refuse_ole(data)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return Finding("error", "not_a_table", fields={"kind": kind})
    return _refuse_markup(head, data)


def _refuse_ole(data: bytes) -> Finding:
    """An OLE container is a password-protected workbook or one of the old .xls format."""
    locked = "EncryptedPackage".encode("utf-16-le") in data
    return Finding("error", "password_protected" if locked else "old_workbook")


def _refuse_markup(head: bytes, data: bytes) -> Finding | None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.match(text) and data[:_BEGINNING].lower().count(b"<td") >= _FEWEST_CELLS:
        return Finding("error", "html_table")
    if _HTML.match(text):
        return Finding("error", "html_instead", row=1, value=_title(head))
    if b"office:document" in text:
        return Finding("error", "not_a_table", fields={"kind": "flat_document"})
    if b"schemas-microsoft-com:office:spreadsheet" in text:
        return Finding("error", "not_a_table", fields={"kind": "xml_workbook"})
    if text.startswith(b"<"):
        return Finding("error", "not_a_table", fields={"kind": "xml"})
    if re.match(rb'^(\{\s*("|\})|\[\s*[\{\["])', text):
        return Finding("error", "not_a_table", fields={"kind": "json"})
    return None


def _title(head: bytes) -> str:
    """The title of a page as a reader sees it; blank when no letter or digit is in it."""
    title = re.search(rb"<title[^>]*>(.{0,200}?)</title>", head, re.I | re.S)
    shown = " ".join(html.unescape(title.group(1).decode("utf-8", "replace")).split()) if title else ""
    return shown if any(map(str.isalnum, shown)) else ""


def decode(data: bytes, wanted: str = "") -> Decoded:
    """Decode a text file.

    Args:
        data: the file.
        wanted: the person's choice of a character set; blank lets the content decide.
    """
    if wanted:
        return _decode_as(data, wanted)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, encoding)
    if b"\0" in data:
        return _decode_with_nul(data)
    if _is_utf8(data):
        return Decoded(_decoded_once(data), "utf-8", _look_for_damage(data))
    return _decode_legacy(data)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    for bom, _ in _BOMS:
        if data.startswith(bom) and encoding.startswith(("utf-8", "utf-16", "utf-32")):
            data = data[len(bom) :]
            break
    try:
        text = _transcode(data, encoding)
    except (UnicodeDecodeError, LookupError):
        return Decoded(b"", encoding, (Finding("error", "encoding_wrong", fields={"encoding": encoding}),))
    if b"\0" in text:
        return Decoded(b"", encoding, (_nul(text),))
    return Decoded(text, encoding, _look_for_damage(text))


def _nul(data: bytes) -> Finding:
    row = data.count(b"\n", 0, data.index(b"\0")) + 1
    return Finding("error", "nul_bytes", row=row, fields={"found": data.count(b"\0")})


def _decode_with_nul(data: bytes) -> Decoded:
    """NUL in every second place is UTF-16 without its mark; anywhere else it is damage."""
    sample = data[:4096]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if len(half) > 8 and half.count(0) > 0.8 * len(half) and len(data) % 2 == 0:
            return _decode_as(data, encoding)
    return Decoded(b"", "", (_nul(data),))


def _is_utf8(data: bytes) -> bool:
    """Strict check; a large file is not decoded, so that it is never held twice for it."""
    if len(data) < _SAMPLE:
        try:
            data.decode()
        except UnicodeDecodeError:
            return False
        return True
    ends = pa.array([0, len(data)], pa.int64()).buffers()[1]
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(data)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _transcode(data: bytes, encoding: str) -> bytes:
    if encoding.replace("_", "-").lower() in {"utf-8", "utf8"}:
        data.decode("utf-8")
        return data
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    out = io.BytesIO()
    view = memoryview(data)
    for start in range(0, len(view), _CHUNK):
        out.write(decoder.decode(view[start : start + _CHUNK]).encode("utf-8"))
    out.write(decoder.decode(b"", final=True).encode("utf-8"))
    return out.getvalue()


def _decode_legacy(data: bytes) -> Decoded:
    high = Counter(re.findall(rb"[A-Za-z]?[\x80-\xff]+[a-z]?", data[:_SAMPLE])[:_MOST_PIECES])
    scores = {encoding: _germanness(high, encoding) for encoding in _LEGACY}
    best = max(scores, key=lambda encoding: (scores[encoding], -_LEGACY.index(encoding)))
    try:
        text = _transcode(data, best)
    except UnicodeDecodeError:
        best = "latin-1"
        text = _transcode(data, best)
    doubtful = best != "cp1252" or scores["cp1252"] < 0
    found = Finding("warning", "encoding_guessed", fields={"encoding": best, "others": list(_LEGACY)})
    return Decoded(text, best, (found,) if doubtful else ())


def _germanness(high: Mapping[bytes, int], encoding: str) -> float:
    """Average plausibility of the non-ASCII characters: +1 German letter, 0 punctuation, -1 other.

    Args:
        high: pieces with such characters and how often they occur.
        encoding: the character set to try.
    """
    points, seen = 0, 0
    for piece, times in high.items():
        try:
            text = piece.decode(encoding)
        except UnicodeDecodeError:
            points -= 5 * times
            seen += times
            continue
        inside = text[:1].isascii() and text[-1:].isascii() and len(text) > 2
        for sign in text:
            if not sign.isascii():
                seen += times
                points += times * _points(sign, inside=inside)
    return points / seen if seen else 0.0


def _points(sign: str, *, inside: bool) -> int:
    if sign in _LETTERS:
        return 1
    return 0 if sign in _PUNCTUATION and not inside else -1


def _decoded_once(data: bytes) -> bytes:
    """The text before it was taken for Windows-1252 and written as UTF-8 once more, when all of it was."""
    return decoded_once(data.decode("utf-8")).encode() if _MOJIBAKE.search(data[:_BEGINNING]) else data


def decoded_once(text: str) -> str:
    """A text that was taken for Windows-1252 and written as UTF-8 once more, as it was before."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def find_double(text: str) -> str:
    """The first umlaut that was encoded twice, blank for none."""
    found = _MOJIBAKE.search(text.encode())
    return found.group().decode() if found else ""


def _look_for_damage(data: bytes) -> tuple[Finding, ...]:
    """Text that was decoded wrongly before it reached us; the beginning tells."""
    data = data[:_BEGINNING]
    # Without all plain signs little is left to search.
    special = data.translate(None, _PLAIN)
    if "Ã".encode() not in special and "\ufffd".encode() not in special:
        return ()
    found = []
    twice = _MOJIBAKE.search(data)
    if twice:
        row = data.count(b"\n", 0, twice.start()) + 1
        found.append(Finding("warning", "double_encoded", row=row, value=twice.group().decode()))
    broken = data.find("\ufffd".encode())
    if broken >= 0:
        row = data.count(b"\n", 0, broken) + 1
        lost = data.count("\ufffd".encode())
        found.append(Finding("warning", "signs_lost", row=row, fields={"found": lost}))
    return tuple(found)


def line_ends(text: str, delimiter: str) -> list[int]:
    """The line each record of a piece of text ends with, counted from 1: one with a break in a cell has several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [reader.line_num for _ in reader]
    except csv.Error:
        return []
