"""What a page says, on the screen and to a screen reader, and which of it is of no language: names, numbers, code."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

_SOURCES = Path(__file__).parents[2] / "data" / "sources"
# Names of districts, places, initiatives, organisations, donors and publications: the same in every language.
_NAMES = {
    "kreise": ("name",),
    "panel_kreise": ("name",),
    "gemeinden": ("name",),
    "members": ("member_id", "name", "organisation", "place", "region"),
    "carriers": ("name",),
    "membership_counts": ("publisher",),
    "funding": ("recipient", "funder", "programme"),
    "sources": ("publisher", "title", "licence", "citation"),
}
# Written alike in both languages, and the terms that the English pages keep.
_ALIKE = (
    "Logo", "Status", "Version", "Person", "Name", "Start", "Initiative", "Ukraine",
    "April", "August", "September", "November", "Gemeinden", "Land", "Land Brandenburg", "km",
    "Excel", "Python", "curl", "Parquet", "GeoJSON", "JSON", "JSON-stat", "Atom", "CSV",
    "PNG", "SVG", "PPTX", "XLSX", "ZIP", "AGS", "SHA",
)  # fmt: skip
# Addresses, file names and names in code: no space, and a sign that no word has.
_CODE = re.compile(r"\S*[_/@=]\S*|[\w-]+(\.[\w-]+)+(/…)?")
_CUT = re.compile(r"[;,:·–—()„“/*•]")
_NO_LETTER = re.compile(r"[\W\d_]+")
_SAID = """() => {
    const aria = ['label', 'description', 'roledescription', 'valuetext'].map(name => `aria-${name}`);
    const names = [...aria, 'title', 'placeholder', 'alt'];
    const unspoken = 'script, style, template, code, pre, annotation, mi, mo, .katex-html, [translate="no"]';
    const said = new Set();
    const add = (words, element) => {
        if (element.closest('[lang]')?.lang.startsWith(page) ?? true) said.add(words.replace(/\\s+/g, ' ').trim());
    };
    const page = document.documentElement.lang;
    const walk = root => {
        const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
        for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
            if (node.nodeType === Node.ELEMENT_NODE) {
                for (const name of names) if (node.hasAttribute(name)) add(node.getAttribute(name), node);
                if (node.shadowRoot) walk(node.shadowRoot);
                continue;
            }
            const element = node.parentElement;
            if (!element || element.closest(unspoken)) continue;
            const icon = element.closest('[aria-hidden="true"]') && /^[a-z_]+$/.test(node.nodeValue.trim());
            // A long name stands in several lines of one label.
            if (!icon) add((element.closest('svg text') ?? node).textContent, element);
        }
    };
    walk(document.body);
    return [...said];
}"""


def said(page: Page) -> set[str]:
    """Every text and every name for screen readers on a page, in open shadow roots and closed boxes too.

    Left out are code, formulas, icons and what says of itself that it is of the other language.
    """
    return set(page.evaluate(_SAID))


def _bare(words: str) -> str:
    return _NO_LETTER.sub("", words).casefold()


def _parts(words: str) -> set[str]:
    return {_bare(part) for part in (words, *_CUT.split(words))}


@lru_cache(maxsize=1)
def _known() -> set[str]:
    known = {_bare(word) for word in _ALIKE}
    for path in _SOURCES.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                named = [row[column] for column in _NAMES.get(path.stem, ())]
                # The title of a series, say: the table itself gives the same words for both languages.
                alike = [row[name] for name in row if name.endswith("_de") and row[name] == row[f"{name[:-3]}_en"]]
                known.update(*map(_parts, named + alike))
    return known


def of_no_language(words: str) -> bool:
    """Whether a text reads the same in every language: names of the data, numbers, addresses, code."""
    if _bare(words) in _known() or len(_bare(words)) < 2 or _CODE.fullmatch(words):
        return True
    return all(len(_bare(part)) < 2 or _bare(part) in _known() for part in _CUT.split(words))


def left_in_the_other_language(german: set[str], english: set[str]) -> list[str]:
    """What the German and the English version of a page say alike though one of them ought to say it otherwise."""
    return sorted(words for words in german & english if not of_no_language(words))
