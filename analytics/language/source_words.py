"""What the tables of sources say in German (citations, licences, dates), in the reader's language.

Names stay as they are; a phrase that is not known stays too, because it is what the source says.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache

from analytics.language.wording import Wording, get_wording

_PARTS = re.compile(r"(; |, )")
_DATE = re.compile(r"(?:(\d\d)\.)?(\d\d)\.(\d{4})")
# Stands for what a phrase leaves open.
_OPEN = "{rest}"


def cite(citation: str, w: Wording) -> str:
    """A citation in the reader's language."""
    if w.lang == "de":
        return citation
    return "".join(_translated(part, w) for part in _PARTS.split(citation))


def name_licence(licence: str, w: Wording) -> str:
    """Terms of use in the reader's language."""
    return licence if w.lang == "de" else _known(w.lang, licences=True).get(licence, licence)


def _translated(part: str, w: Wording) -> str:
    if written := _DATE.fullmatch(part):
        with suppress(ValueError):
            return w.date("-".join(filter(None, reversed(written.groups()))))
    for german, sentence in _known(w.lang, licences=False).items():
        if found := re.fullmatch(re.escape(german).replace(re.escape(_OPEN), "(.+)"), part):
            return sentence.replace(_OPEN, _translated(found[1], w)) if found.groups() else sentence
    return part


@lru_cache(maxsize=8)
def _known(lang: str, *, licences: bool) -> dict[str, str]:
    """German phrases and what they are in another language."""
    phrases = _licences if licences else _phrases
    return dict(zip(phrases(get_wording("de")), phrases(get_wording(lang)), strict=True))


def _phrases(w: Wording) -> tuple[str, ...]:
    rest = {"rest": _OPEN}
    return (
        w.text("own selection"),
        w.text("own calculation"),
        w.text("own selection and calculation"),
        w.text("own simulation"),
        w.text("table {rest}", **rest),
        w.text("tables {rest}", **rest),
        w.text("file {rest}", **rest),
        w.text("press release {rest}", **rest),
        w.text("statistical report {rest}", **rest),
        w.text("report {rest}", **rest),
        w.text("quoted from {rest}", **rest),
        w.text("reproduced in a public collection of data"),
        w.text("register of municipalities"),
        w.text("Germany"),
        w.text("no date"),
        w.text("no publisher stated"),
        w.text("population on {rest}", **rest),
        w.text("{rest} (data modified)", **rest),
        w.text("2020 and 2021"),
        w.text("Amt für Statistik Berlin-Brandenburg as reported by Mitteldeutsche Zeitung"),
    )


def _licences(w: Wording) -> tuple[str, ...]:
    return (
        w.text("Data licence Germany – attribution – Version 2.0"),
        w.text("unknown; only the single fact is quoted"),
        w.text("none stated on the page read; single figures are quoted"),
        w.text("not printed on the copy read"),
        w.text("reproduction and distribution, also of extracts, permitted if the source is named"),
        w.text("CC BY 4.0 (package); © Destatis 2019, reproduction permitted if the source is named"),
        w.text("© Statistisches Bundesamt (Destatis), 2025; licence of the copy read not verified"),
        w.text(
            "reproduction of the table of Destatis permitted if the source is named; the derived file that was read "
            "states no licence"
        ),
        w.text("reproduction of extracts permitted if the source is named"),
        w.text("Data licence Germany – attribution – Version 2.0 (as stated by the publisher of the copy read)"),
        w.text("Data licence Germany – attribution – Version 2.0 (of the table; not printed on the copy read)"),
        w.text("Data licence Germany – attribution – Version 2.0 (of the tables; not printed on the copy read)"),
        w.text("official work (text of a law), section 5 of the German Copyright Act (UrhG)"),
        w.text("no licence stated"),
    )
