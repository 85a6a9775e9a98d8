"""A page on paper and on its way to the screen: what stands where, measured in the browser and read from the PDF."""

import io
import re
from dataclasses import dataclass

from playwright.sync_api import Page
from pypdf import PdfReader
from pypdf.generic import DecodedStreamObject, NameObject

# A4 without the margins of the style sheet (210 mm - 2 x 12 mm), in CSS pixels.
PAPER_PX = 703
# Rounding of fractions of a pixel, and letters that lean over the edge of their own box.
SLACK_PX = 1.5

# Lays the page out as before printing, or leaves it as it is, and notes every text of every figure with the pixels by
# which it is cut: by the edge of the sheet, a drawing, or an ancestor that hides what sticks out.
_LABELS = """
(onPaper) => {
  if (onPaper) window.dispatchEvent(new Event("beforeprint"));
  const labels = [];
  const sheet = document.querySelector('[data-testid="stMainBlockContainer"]');
  const known = new Map([[sheet, sheet.getBoundingClientRect()]]);
  const room = (node) => {
    if (!known.has(node)) {
      const outer = room(node.parentElement ?? node.getRootNode().host);
      const cuts = (onPaper && node.tagName === "svg") || getComputedStyle(node).overflowX !== "visible";
      const own = node.getBoundingClientRect();
      known.set(node, cuts ? { left: Math.max(outer.left, own.left), right: Math.min(outer.right, own.right),
        top: Math.max(outer.top, own.top), bottom: Math.min(outer.bottom, own.bottom) } : outer);
    }
    return known.get(node);
  };
  const note = (node) => {
    const [box, text] = [node.getBoundingClientRect(), node.textContent.trim()];
    if (!text || !box.width || !node.checkVisibility({ visibilityProperty: true })) return;
    const edge = room(node.parentElement);
    const beyond = [edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom];
    labels.push({ text, cut: Math.max(...beyond), size: parseFloat(getComputedStyle(node).fontSize) });
  };
  const lines = (text) => (text.querySelector("tspan") ? text.querySelectorAll("tspan") : [text]);
  document.querySelectorAll(".js-plotly-plot svg.main-svg text").forEach((text) => lines(text).forEach(note));
  const parts = [".label span", ".limit", ".legend-title", ".spark text", ".bar-name", ".bar-value", ".classes b",
    ".candidate-name", ".names .name"].join();
  for (const host of document.querySelectorAll(":is([class*='st-key-map_'], .st-key-reach_map, .st-key-flow_map) *")) {
    host.shadowRoot?.querySelectorAll(parts).forEach(note);
  }
  if (onPaper) window.dispatchEvent(new Event("afterprint"));
  return labels;
}
"""

# A sheet that another one follows is at least half full. The last one, or the only one, carries at least twice what a
# footer of two lines would (8 of 297 mm below a margin of 10): shares of the height of the paper.
HALF, TWO_FOOTERS = 0.5, 0.12

# What buttons, fields and closed boxes say, without the names of their icons.
_CONTROLS = """
() => [...document.querySelectorAll('[data-testid="stMain"] :is(button, summary)')]
  .map((node) => [...node.querySelectorAll("p")].map((part) => part.textContent.trim()).join(" ")).filter(Boolean)
"""

_SHIFT = """
() => new Promise((done) => {
  let sum = 0;
  const add = (entry) => { sum += entry.hadRecentInput ? 0 : entry.value; };
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(add));
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 50);
})
"""


@dataclass(frozen=True)
class Label:
    """A text of a figure, its size, and by how many pixels it is cut; negative: the room left."""

    text: str
    cut_px: float
    size_px: float


def layout_shift(page: Page) -> float:
    """Cumulative layout shift of the page since it was opened."""
    return float(page.evaluate(_SHIFT))


def figure_labels(page: Page) -> list[Label]:
    """Every text of every figure as it stands before printing."""
    return _labels(page, on_paper=True)


def screen_labels(page: Page) -> list[Label]:
    """Every text of every figure as it stands on the screen."""
    return _labels(page, on_paper=False)


def _labels(page: Page, *, on_paper: bool) -> list[Label]:
    return [Label(one["text"], one["cut"], one["size"]) for one in page.evaluate(_LABELS, on_paper)]


def cut_labels(labels: list[Label]) -> list[str]:
    """Those that do not lie on the paper as a whole."""
    return [f"{label.text}: {label.cut_px:.1f} px" for label in labels if label.cut_px > SLACK_PX]


def controls(page: Page) -> set[str]:
    """Words on the buttons and closed boxes of the screen."""
    return set(page.evaluate(_CONTROLS))


def squeezed(text: str) -> str:
    """Without any white space and soft hyphens: a PDF knows letters and places, not words."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


# Drawing operators of a page; without them reading the text of a map takes a tenth of the time.
_DRAWING = re.compile(rb"(?m)^(?:[-\d. ]+ (?:m|l|c|v|y|re)|h|f\*?|S|n|W\*?|B\*?)\n")


@dataclass(frozen=True)
class Sheet:
    """A printed page.

    Attributes:
        text: all letters, without white space.
        filled: how far down the last line stands; 1 at the bottom of the paper.
        beyond: texts that begin beside the paper.
    """

    text: str
    filled: float
    beyond: tuple[str, ...]


def print_page(page: Page) -> list[Sheet]:
    """The page as Chromium prints it on A4."""
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    sheets = []
    for printed in reader.pages:
        written = DecodedStreamObject()
        written.set_data(_DRAWING.sub(b"", printed.get_contents().get_data()))
        printed[NameObject("/Contents")] = written
        width, height = float(printed.mediabox.width), float(printed.mediabox.height)
        places: list[tuple[float, float, str]] = []

        def note(text, ctm, matrix, _font, _size, places=places):
            x = matrix[4] * ctm[0] + matrix[5] * ctm[2] + ctm[4]
            y = matrix[4] * ctm[1] + matrix[5] * ctm[3] + ctm[5]
            # No text is faded on paper (page.css): such text is a group of its own, whose place pypdf misreads.
            if text.strip():
                places.append((x, y, text.strip()))

        text = printed.extract_text(visitor_text=note)
        lowest = min((y for _, y, _ in places), default=height)
        beyond = tuple(text for x, y, text in places if not (0 <= x <= width and 0 <= y <= height))
        sheets.append(Sheet(squeezed(text), 1 - lowest / height, beyond))
    return sheets


def nearly_empty(sheets: list[Sheet]) -> list[tuple[int, float]]:
    """Numbers, from 1, of the sheets that carry too little, and the share of their height they use."""
    least = [HALF] * (len(sheets) - 1) + [TWO_FOOTERS]
    return [
        (number, round(sheet.filled, 2))
        for number, (sheet, share) in enumerate(zip(sheets, least, strict=True), start=1)
        if sheet.filled < share
    ]
