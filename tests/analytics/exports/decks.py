"""Decks of earlier figures, and what other programs and people make of a deck."""

import io
from dataclasses import replace

from pptx import Presentation


def older_atlas(atlas):
    """As it was when 2020 was the last year, with 2,000 more people leaving Elbe-Elster in 2018."""
    migration = atlas.migration[atlas.migration["year"] <= 2020].copy()
    rows = (migration["ags"] == "12062") & (migration["year"] == 2018) & (migration["age_group"] == "insgesamt")
    migration.loc[rows, ["arrivals", "net"]] -= 2000
    return replace(atlas, migration=migration, version="older0000000")


def opened(content: bytes):
    """A deck to look at and to edit."""
    return Presentation(io.BytesIO(content))


def saved(deck) -> bytes:
    """The file of a deck."""
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def without_tags(content: bytes):
    """A deck back from a program that keeps neither tags of slides nor properties of the document."""
    deck = opened(content)
    for slide in deck.slides:
        for key in [key for key, rel in slide.part.rels.items() if rel.reltype.endswith("/tags")]:
            slide.part.rels.pop(key)
        for data in slide._element.xpath(".//p:custDataLst"):
            data.getparent().remove(data)
    relations = deck.part.package._rels
    for key in [key for key, rel in relations.items() if rel.reltype.endswith("/custom-properties")]:
        relations.pop(key)
    return deck
