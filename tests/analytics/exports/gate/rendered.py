"""What LibreOffice makes of a deck: its words with their places, and a sheet of all its slides."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from PIL import Image

Word = tuple[float, float, float, float, str]
TOOLS = ("soffice", "pdftotext", "pdftoppm")
MISSING = [name for name in TOOLS if shutil.which(name) is None]
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>')
# An office machine without Figtree takes Arial; Liberation Sans has its widths.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>"""
_RULE = """<match target="pattern"><test name="family"><string>{name}</string></test>
<edit name="family" mode="assign" binding="strong"><string>Liberation Sans</string></edit></match>"""
# Letters reach less far than the line of their font: what is left shared is ink.
_ABOVE, _BELOW, _SHARED = 0.25, 0.22, 1.0


def render(decks: list[Path], folder: Path) -> list[Path]:
    """All decks as PDF, by one LibreOffice."""
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(rules="".join(_RULE.format(name=name) for name in ("Figtree", "Calibri"))))
    home = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, decks)]
    own = {"HOME": str(folder), "FONTCONFIG_FILE": str(fonts)}
    subprocess.run(command, check=True, capture_output=True, timeout=400, env=os.environ | own)
    return [folder / f"{deck.stem}.pdf" for deck in decks]


def words_of(pdf: Path) -> list[tuple[float, float, list[Word]]]:
    """Width, height and words of each page, in points."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return [
        (float(width), float(height), [(*map(float, found[:4]), unescape(found[4])) for found in _WORD.findall(page)])
        for width, height, page in _PAGE.findall(told)
    ]


def collisions(width: float, height: float, words: list[Word]) -> Iterator[str]:
    """Words that lie over each other or leave the page."""
    inks = [_ink(word) for word in words if word[4].strip()]
    for one in inks:
        if one[0] < -1 or one[1] < -1 or one[2] > width + 1 or one[3] > height + 1:
            yield f"{one[4]!r} leaves the page"
    for place, one in enumerate(inks):
        for other in inks[place + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            if across > _SHARED and down > _SHARED:
                yield f"{one[4]!r} lies over {other[4]!r} at {one[0]:.0f}/{one[1]:.0f}"


def _ink(word: Word) -> Word:
    left, top, right, bottom, text = word
    tall = bottom - top
    return left, top + tall * _ABOVE, right, bottom - tall * _BELOW, text


def contact_sheet(pdf: Path, target: Path, across: int = 5) -> None:
    """All pages of a file as one picture."""
    stem = target.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "40", "-png", str(pdf), str(stem)], check=True, capture_output=True)
    pages = sorted(target.parent.glob(f"{stem.name}-*.png"))
    pictures = [Image.open(page).convert("RGB") for page in pages]
    wide, tall = pictures[0].width + 6, pictures[0].height + 6
    sheet = Image.new("RGB", (wide * across, tall * -(-len(pictures) // across)), "#888888")
    for place, picture in enumerate(pictures):
        sheet.paste(picture, (place % across * wide, place // across * tall))
    sheet.save(target)
    for page in pages:
        page.unlink()
