"""What the atlas looks like, as a folder of files, and what differs between two such folders.

Run by hand before and after a change that must not be seen:

    python -m benchmarks.pictures save FOLDER [--pages]
    python -m benchmarks.pictures compare BEFORE AFTER

Every view is saved as picture, words, table and slide, in both languages; so are the print map, the map file and all
pages of the snapshot. With `--pages` every page is photographed in Chromium. Files whose bytes differ are drawn or
read again, so that the report can tell a visible difference from another way of writing the same.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from lxml import etree
from PIL import Image, ImageChops
from playwright.sync_api import Page, sync_playwright

from analytics.exports.drawing.picture import write_picture
from analytics.exports.html.map_file import write_map_html
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, SlideSpec, draw_slide_figure, make_spec
from analytics.exports.snapshot import snapshot_files
from analytics.exports.views import VIEWS, MapView, opening_params
from analytics.figure.model import Figure, format_table
from analytics.language import LANGUAGES, Wording, get_wording
from benchmarks.servers import atlas_command, find_free_port, running
from data.atlas import Atlas
from data.records import load_atlas
from data.records.writing import write_table
from pages.session.registry import page_entries
from tests.browser.chromium import require_chromium
from tests.browser.conftest import Visit

Files = Iterator[tuple[str, bytes]]
SIZES = {"desktop": (1366, 768), "phone": (390, 844)}
# Any day: the same on both sides, or every page of the snapshot would differ by its date.
DAY = date(2026, 1, 1)
_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run", "--allow-file-access-from-files"]
# Ids that are counted or drawn by lot say nothing about what is seen.
_RUNNING = re.compile(rb"\b(?:id|name|r:id)=\"[^\"]*\"")


def all_specs(atlas: Atlas) -> Iterator[SlideSpec]:
    """Every view that may be collected, with the filters its page opens with."""
    example = {"member_id": str(atlas.members["member_id"].iloc[0])}
    for view in VIEWS.values():
        values = example | opening_params(atlas, view.name)
        yield make_spec(view.name, **{one.name: values[one.name] for one in view.params if one.name in values})


def view_files(atlas: Atlas, w: Wording) -> Files:
    """Picture, words and slide of every view, and the two maps that are drawn their own way."""
    for spec in all_specs(atlas):
        content = draw_slide_figure(atlas, w, spec)
        figure = content.figure if isinstance(content, MapView) else content
        yield f"views/{spec.view}.{w.lang}.svg", write_picture(atlas, w, content, file_format="svg")
        yield f"views/{spec.view}.{w.lang}.txt", words(figure, w).encode()
        deck = write_deck(atlas, w, Collection((spec,)), draw=lambda *_, content=content: content)
        yield from slide_files(f"slides/{spec.view}.{w.lang}", deck)
        if spec.view == "map":
            assert isinstance(content, MapView)
            yield f"maps/print.{w.lang}.png", write_picture(atlas, w, content, shape="a4")
            yield f"maps/file.{w.lang}.html", write_map_html(atlas, w, **opening_params(atlas, spec.view))


def words(figure: Figure, w: Wording) -> str:
    """All that a figure says, its table included."""
    said = (figure.headline, figure.subtitle, figure.description, *figure.notes, ", ".join(figure.source_ids))
    table = format_table(figure, w).to_csv(sep="\t", index=False)
    return "\n".join((*said, str(figure.statements or ""), figure.file_stem, table))


def slide_files(stem: str, deck: bytes) -> Files:
    """The parts of a deck that hold what a slide shows."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        for name in sorted(archive.namelist()):
            if re.search(r"ppt/(slides|charts|notesSlides)/[^/]+\.xml$", name):
                yield f"{stem}/{Path(name).name}", archive.read(name)


def snapshot(atlas: Atlas) -> Files:
    """Every page of the snapshot, with what it loads."""
    tables = {f"{name}.csv": write_table(frame, name) for name, frame in atlas.tables().items()}
    for name, content in snapshot_files(atlas, on=DAY, tables=tables):
        yield f"snapshot/{name}", content


def page_files() -> Files:
    """Words and photograph of every page on a desktop and on a phone."""
    port = find_free_port()
    with running(atlas_command(port), port, "/healthz"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=_ARGUMENTS)
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="de-DE")
            visit = Visit(page, f"http://127.0.0.1:{port}")
            for entry in page_entries(get_wording("de")):
                visit.open(entry.address)
                yield from photograph(f"pages/{entry.url_path}.{size}", visit, width)
        browser.close()


def photograph(stem: str, visit: Visit, width: int) -> Files:
    """The page in its whole length."""
    main = visit.page.locator('[data-testid="stMain"]')
    length = int(main.evaluate("main => main.scrollHeight"))
    visit.page.set_viewport_size({"width": width, "height": min(length, 12_000)})
    visit.settle().wait_for_load_state("networkidle")
    yield f"{stem}.txt", main.inner_text().encode()
    yield f"{stem}.png", visit.page.screenshot(animations="disabled")


def save(folder: Path, *, pages: bool) -> None:
    """Writes all files into a folder."""
    atlas = load_atlas()
    sources: list[Files] = [view_files(atlas, get_wording(lang)) for lang in LANGUAGES]
    for source in (*sources, snapshot(atlas), *([page_files()] if pages else [])):
        for name, content in source:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def compare(before: Path, after: Path) -> int:
    """Prints what differs; the number of files that are not seen alike."""
    old, new = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        for folder in (before, after)
    )
    differing = [name for name in sorted(old & new) if (before / name).read_bytes() != (after / name).read_bytes()]
    found = dict.fromkeys(old - new, "only before") | dict.fromkeys(new - old, "only after")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 1000})
        for name in differing:
            found[name] = difference(page, before / name, after / name)
        browser.close()
    alike = [name for name in differing if not found[name]]
    for name in alike:
        print(f"bytes differ, renders identically: {name}")
    changed = {name: what for name, what in sorted(found.items()) if what}
    for name, what in changed.items():
        print(f"DIFFERS: {name}: {what}")
    print(f"{len(old & new) - len(differing)} identical, {len(alike)} render identically, {len(changed)} differ")
    return len(changed)


def difference(page: Page, before: Path, after: Path) -> str:
    """What is seen to differ between two files; empty when nothing is."""
    drawn: dict[str, Callable[[Path], bytes]] = {
        ".png": Path.read_bytes,
        ".svg": lambda path: shot(page, path),
        ".html": lambda path: shot(page, path),
    }
    if before.suffix in drawn:
        pixels = count_pixels(*(drawn[before.suffix](path) for path in (before, after)))
        return pixels and f"{pixels}; {first_line(before, after)}"
    if before.suffix == ".xml" and plain_xml(before) == plain_xml(after):
        return ""
    return first_line(before, after)


def shot(page: Page, path: Path) -> bytes:
    """A picture or page as Chromium draws it."""
    page.goto(path.resolve().as_uri())
    page.wait_for_load_state("networkidle")
    return page.screenshot(full_page=True, animations="disabled")


def count_pixels(before: bytes, after: bytes) -> str:
    """How many pixels two pictures differ in; empty when in none."""
    one, other = (Image.open(io.BytesIO(content)).convert("RGB") for content in (before, after))
    if one.size != other.size:
        return f"{one.width} x {one.height} became {other.width} x {other.height}"
    changed = sum(ImageChops.difference(one, other).convert("L").point(lambda grey: 255 * (grey > 0)).histogram()[1:])
    return f"{changed} of {one.width * one.height} pixels" if changed else ""


def plain_xml(path: Path) -> bytes:
    """XML in one way of writing, without counted ids."""
    return _RUNNING.sub(b"", etree.tostring(etree.fromstring(path.read_bytes()), method="c14n2", strip_text=True))


def first_line(before: Path, after: Path) -> str:
    """The first line that is another one."""
    lines = [path.read_bytes().decode(errors="replace").splitlines() for path in (before, after)]
    pair = next(((one, other) for one, other in zip(*lines, strict=False) if one != other), ("", ""))
    start = next((place for place, (one, other) in enumerate(zip(*pair, strict=False)) if one != other), 0)
    one, other = (line[max(0, start - 30) : start + 60] for line in pair)
    return f"{one!r} became {other!r}" if one != other else f"{len(lines[0])} lines became {len(lines[1])}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("save")
    saving.add_argument("folder", type=Path)
    saving.add_argument("--pages", action="store_true")
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    wanted = parser.parse_args()
    if wanted.command == "save":
        save(wanted.folder, pages=wanted.pages)
        return 0
    return 1 if compare(wanted.before, wanted.after) else 0


if __name__ == "__main__":
    sys.exit(main())
