"""How a figure is cited: a line of text, BibTeX and RIS, each with the version of the data and its date."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analytics.figure.model import Figure
from analytics.figure.sources import merge_citations, source_rows
from analytics.language import Wording
from data.atlas import Atlas

CitationFormat = Literal["txt", "bib", "ris"]
CITATION_TYPES: dict[CitationFormat, str] = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
# Proper name, the same in both languages.
_ATLAS = "Ankommen-Atlas"
_BIBLATEX_LANGUAGES = {"de": "ngerman", "en": "english"}
# BibTeX counts braces even behind a backslash, so they have to be named. The last three LaTeX does not know as signs.
_BIBTEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "\u2212": "$-$", "\u00a0": "~", "\u202f": r"\,",
    }
)  # fmt: skip
# What would end a line, and with it a field.
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9_-]+")
# RIS ends a line as mail does, whatever the machine it is read on.
_RIS_LINE = "\r\n"


@dataclass(frozen=True)
class Citation:
    """What a citation names.

    Attributes:
        key: for BibTeX; another one for each figure, state, language and version.
        title: finding and measure.
        publisher: who publishes this installation.
        version: of the data.
        dated: when the data became what they are.
        accessed: when the address was read.
        address: shows the same figure with the same filters.
        sources: of its figures.
        notice: what readers have to know of the figures; blank when nothing.
    """

    key: str
    title: str
    publisher: str
    version: str
    dated: date
    accessed: date
    address: str
    sources: tuple[str, ...]
    notice: str = ""


def make_citation(
    atlas: Atlas,
    w: Wording,
    figure: Figure,
    *,
    publisher: str,
    address: str,
    dated: date,
    accessed: date,
    notice: str = "",
) -> Citation:
    """The citation of a figure; the arguments as in `Citation`."""
    mark = hashlib.sha256(f"{address} {atlas.version}".encode()).hexdigest()[:8]
    return Citation(
        key=f"ankommen-atlas-{_NOT_IN_KEYS.sub('-', figure.key)}-{mark}",
        title=" ".join(map(_sentence, filter(None, (_line(figure.headline), _line(figure.subtitle))))),
        publisher=_line(publisher),
        version=atlas.version,
        dated=dated,
        accessed=accessed,
        address=address,
        sources=tuple(map(_line, merge_citations(source_rows(atlas, figure.source_ids, w)["citation"]))),
        notice=_line(notice),
    )


def write_citation(citation: Citation, file_format: CitationFormat, w: Wording) -> str:
    """The citation in one of its forms."""
    writers = {"txt": _write_text, "bib": _write_bibtex, "ris": _write_ris}
    return writers[file_format](citation, w)


def _write_text(citation: Citation, w: Wording) -> str:
    cited = w.text(
        "{publisher} ({year}): {title} In: {atlas}, {version}. {address} (accessed on {accessed}).",
        publisher=citation.publisher,
        year=citation.dated.year,
        title=citation.title,
        atlas=_ATLAS,
        version=_version(citation, w),
        address=citation.address,
        accessed=w.date(citation.accessed),
    )
    return " ".join([cited, *_remarks(citation, w)]) + "\n"


def _write_bibtex(citation: Citation, w: Wording) -> str:
    # In two braces a title keeps its capitals and an organisation its whole name.
    fields = {
        "author": f"{{{citation.publisher.translate(_BIBTEX)}}}",
        "title": f"{{{citation.title.translate(_BIBTEX)}}}",
        "howpublished": f"{_ATLAS}, {_version(citation, w)}".translate(_BIBTEX),
        "year": str(citation.dated.year),
        "month": f"{citation.dated:%m}",
        "version": citation.version,
        # Taken as it stands; its own braces are written in per cent.
        "url": citation.address,
        "urldate": citation.accessed.isoformat(),
        "langid": _BIBLATEX_LANGUAGES[w.lang],
        "note": " ".join(_remarks(citation, w)).translate(_BIBTEX),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{citation.key}", *lines]) + "\n}\n"


def _write_ris(citation: Citation, w: Wording) -> str:
    fields = [
        ("TY", "ELEC"),
        ("AU", citation.publisher),
        ("TI", citation.title),
        ("T2", _ATLAS),
        ("PB", citation.publisher),
        ("PY", str(citation.dated.year)),
        ("DA", f"{citation.dated:%Y/%m/%d}"),
        ("ET", _version(citation, w)),
        ("UR", citation.address),
        ("Y2", f"{citation.accessed:%Y/%m/%d}"),
        ("LA", w.lang),
        *(("N1", remark) for remark in _remarks(citation, w)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}{_RIS_LINE}" for tag, value in fields)


def _version(citation: Citation, w: Wording) -> str:
    return w.text("data version {version} of {date}", version=citation.version, date=w.date(citation.dated))


def _remarks(citation: Citation, w: Wording) -> list[str]:
    """Where the figures come from, and what is to be known of them."""
    label = w.text("Source") if len(citation.sources) == 1 else w.text("Sources")
    named = [_sentence(f"{label}: {'; '.join(citation.sources)}")] if citation.sources else []
    return [*named, *filter(None, [citation.notice])]


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
