"""What document systems show of a file: title, dates, number of slides; nothing of the library or of a template."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lxml import etree

from analytics.exports.pptx.memory.marker import SlideMark
from analytics.exports.presentation.collection import Collection
from analytics.language import Wording

LANGUAGES = {"de": "de-DE", "en": "en-GB"}
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
# Pictures and settings of the file the deck was built on.
_FOREIGN = ("/thumbnail", "/printerSettings")
_OWN_FIELDS = ("Application", "Slides", "Notes", "HiddenSlides")
# What python-pptx writes of itself into a file it makes.
_LIBRARY_AUTHOR = "Steve Canny"


def describe_deck(presentation: Any, w: Wording, collection: Collection, marks: list[SlideMark]) -> None:
    """Title, language, dates and size of a new deck; its author is whoever saves it first."""
    first = str(marks[0].slots.get("title", "")) if marks else ""
    core = presentation.core_properties
    core.title = (collection.title or first)[:250]
    core.language = LANGUAGES[w.lang]
    core.subject = w.text("Slides of the Ankommen-Atlas, data version {version}", version=marks[0].version)
    core.author = core.last_modified_by = core.comments = ""
    core.revision = 1
    core.created = core.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    _drop_foreign(presentation)
    _write_extended(presentation)


def describe_refreshed(presentation: Any) -> None:
    """Date and size of a refreshed deck; author and title stay the person's."""
    core = presentation.core_properties
    core.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    if core.last_modified_by == _LIBRARY_AUTHOR:
        core.last_modified_by = ""
    _drop_foreign(presentation)
    _write_extended(presentation)


def _drop_foreign(presentation: Any) -> None:
    """Without the picture of another file's first slide and another machine's printer."""
    package = presentation.part.package
    for relations in (package._rels, presentation.part.rels):
        for key, entry in list(relations.items()):
            if entry.reltype.endswith(_FOREIGN):
                relations.pop(key)


def _write_extended(presentation: Any) -> None:
    """The number of slides, and nothing of the file the deck was built on."""
    package = presentation.part.package
    part = next(
        (rel.target_part for rel in package._rels.values() if rel.reltype.endswith("/extended-properties")), None
    )
    if part is None:
        return
    slides = list(presentation.slides)
    hidden = sum(slide._element.get("show") == "0" for slide in slides)
    notes = sum(slide.has_notes_slide for slide in slides)
    root = etree.Element(f"{_EXTENDED}Properties", nsmap={None: _EXTENDED.strip("{}")})
    for name, value in zip(_OWN_FIELDS, ("Ankommen-Atlas", len(slides), notes, hidden), strict=True):
        etree.SubElement(root, f"{_EXTENDED}{name}").text = str(value)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
