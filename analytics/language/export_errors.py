"""Sentences for collections, templates and decks that cannot be used. Each says what to do instead."""

from typing import Any

from analytics.language.wording import Wording
from data.errors import AtlasError, ExportError, UnknownNameError


def export_sentence(error: ExportError, w: Wording) -> str:
    """What is wrong with what the person brought, and what to do."""
    fields = vars(error)
    return _file_sentence(error.code, fields, w) or _collection_sentence(error.code, fields, w)


def missing_sentence(error: AtlasError, w: Wording) -> str:
    """What the data no longer hold."""
    if isinstance(error, UnknownNameError):
        value = w.quote(str(error.value))
        named = {
            "ags": w.text("There are no figures on the district {value} here.", value=value),
            "member_id": w.text("The register no longer holds the initiative {value}.", value=value),
            "year_from": w.text("The earlier year {value} does not lie before the later one.", value=value),
            "year": w.text("The data hold no figures for the year {value}.", value=value),
        }
        if error.kind in named:
            return named[error.kind]
    return w.text("The data no longer hold what this slide shows.")


def _file_sentence(code: str, fields: dict[str, Any], w: Wording) -> str:
    if code == "file_too_large":
        found, most = w.number(fields["found_mb"], 1), w.number(fields["most_mb"], 1)
        return w.text("The file is {found} MB, at most {most} MB can be taken.", found=found, most=most)
    if code == "file_external":
        return w.text(
            "The file loads content from elsewhere ({value}). Please embed that content, then try again.",
            value=str(fields["value"])[:80],
        )
    if code == "template_too_small":
        return w.text(
            "The layouts of the template are too small: {name}, the largest, leaves {width} × {height} cm for the "
            "content. At least a third of the page is needed; please enlarge its field or add a layout “Title Only”.",
            name=w.quote(str(fields["value"])[:40]),
            width=w.number(fields["width_cm"], 1),
            height=w.number(fields["height_cm"], 1),
        )
    if code == "slides_unconfirmed":
        return w.text(
            "These slides look like slides made here, but have lost what they remembered: {value}. Please confirm that "
            "they are to be refreshed (on the command line with --confirm and their numbers).",
            value=str(fields["value"]),
        )
    sentences = {
        "file_macros": w.text("The file contains macros. Please save it as .pptx or .potx without them."),
        "file_broken": w.text("The file is damaged or is no PowerPoint file. Please save it anew as .pptx."),
        "template_no_layout": w.text(
            "The template has no layout with one title and enough room below it, such as “Title and Content” or “Title "
            "Only”. Please add one and try again."
        ),
        "deck_not_ours": w.text(
            "No slide of this presentation was made here, so there is nothing to refresh. Slides are recognised by "
            "what the atlas has stored in them."
        ),
    }
    return sentences.get(code, "")


def _collection_sentence(code: str, fields: dict[str, Any], w: Wording) -> str:
    if code == "too_many_slides":
        return w.text("{found} slides are too many; {most} fit into a collection.", **_counted(fields, w))
    if code == "text_too_long":
        return w.text("A text has {found} characters; {most} are possible.", **_counted(fields, w))
    if code == "no_such_slide":
        return w.text("There is no slide {found}; the collection has {most}.", **_counted(fields, w))
    if code == "picture_size":
        least, most = w.number(fields["least_mm"]), w.number(fields["most_mm"])
        return w.text("Width and height of a picture lie between {least} and {most} mm.", least=least, most=most)
    if code == "wrong_ending":
        name, valid = w.quote(fields["value"]), w.join(fields["valid"])
        return w.text("{name} cannot be written: the name of such a file ends in {valid}.", name=name, valid=valid)
    if code == "unknown_story":
        return w.text("There is no story {value}.", value=w.quote(str(fields["value"])[:40]))
    if code in ("wrong_date", "date_ahead"):
        return _date_sentence(code, w.quote(str(fields["value"])[:40]), w)
    sentences = {
        "folder_needed": w.text(
            "Several presentations need a folder to be written to; {name} is a file.",
            name=w.quote(fields.get("value", "")),
        ),
        "not_beside": w.text(
            "Figure {value} cannot stand beside the one before it: two figures share a slide, from the second one on. "
            "Tables and figures with many names, cards or signs need one for themselves.",
            value=fields.get("value", ""),
        ),
        "collection_empty": w.text("The collection is empty. Please add a slide first."),
        "kreis_needed": w.text("This story is about one district. Please choose it."),
        "not_drawable": w.text("The data no longer hold what this slide shows."),
        "snapshot_in_work": w.text("The snapshot is being made right now. Please ask for it again in a minute."),
        "snapshot_failed": w.text(
            "The snapshot could not be made. Please try again later; the operator finds the reason by running: "
            "python -m analytics snapshot -o atlas.zip"
        ),
    }
    unreadable = w.text("The collection could not be read: it is damaged, or no collection of the atlas.")
    return sentences.get(code, unreadable)


def _date_sentence(code: str, value: str, w: Wording) -> str:
    if code == "date_ahead":
        return w.text("{value} has not come yet: please name a day up to today.", value=value)
    return w.text("{value} is no date: please write it as 2026-05-31.", value=value)


def _counted(fields: dict[str, Any], w: Wording) -> dict[str, str]:
    return {name: w.number(fields[name]) for name in ("found", "most")}
