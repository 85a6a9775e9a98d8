"""Wide letters, narrow screens, high contrast, names on maps: measured in the browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import paper
from tests.browser.conftest import DESKTOP, READY_MS, Visit

# Letters, words and lines as far apart as WCAG 1.4.12 asks a page to bear.
WIDE_LETTERS = "letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important;"
MAPS = {"/karte": ".full", "/": ".mini", "/weisseflecken": ".reach-map", "/karte?jahr=2015&alter=insgesamt": ".full"}

# Each shown name with what it touches: circles, other names, and for a white one the edge of its own area.
_NAMES = """
(root) => {
  const shown = [...root.querySelectorAll(".label span")].filter((node) => !node.hidden);
  const circles = [...root.querySelectorAll(".leaflet-circles-pane path")].map((node) => node.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return shown.map((node) => {
    const box = node.getBoundingClientRect();
    const area = root.querySelector(`path.kreis-${node.dataset.ags}`);
    const matrix = area.getScreenCTM().inverse();
    const inside = [0, 0.25, 0.5, 0.75, 1].every((part) => [box.top + 3, box.bottom - 3].every((y) =>
      area.isPointInFill(new DOMPoint(box.left + part * box.width, y).matrixTransform(matrix))));
    return {
      name: node.textContent.replace("\\n", " "),
      onCircle: circles.some((circle) => meet(box, circle)),
      onName: shown.some((other) => other !== node && meet(box, other.getBoundingClientRect())),
      whiteOutside: node.className === "on-dark" && !inside,
    };
  });
}
"""


def drawn_map(visit: Visit, path: str, kind: str) -> Page:
    page = visit.open(path)
    expect(page.locator(f".atlas{kind} .label span:not([hidden])").first).to_be_attached(timeout=READY_MS)
    return page


@pytest.mark.parametrize("path", MAPS)
def test_names_on_maps_lie_in_their_areas_and_on_nothing_else(desktop, path):
    page = drawn_map(desktop, path, MAPS[path])
    names = page.locator(f".atlas{MAPS[path]}").evaluate(_NAMES)
    assert len(names) >= 8
    assert [one["name"] for one in names if one["onCircle"] or one["onName"] or one["whiteOutside"]] == []


def test_menu_and_language_switch_can_be_pressed_on_the_narrowest_screens(phone):
    page = phone.open("/impressum")
    menu = page.get_by_test_id("stExpandSidebarButton")
    for width in (390, 375, 360, 320):
        page.set_viewport_size({"width": width, "height": 640})
        page.get_by_role("link", name="English").click(trial=True)
        menu.click(trial=True)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    menu.click()
    page.get_by_test_id("stSidebarNavLink").get_by_text("Wachstum").click()
    expect(page).to_have_title("Wachstum – Ankommen-Atlas")


@pytest.mark.parametrize(("path", "least"), [("/karte", 0), ("/wirkung", 4)])
def test_wide_letters_cut_no_filter_and_no_key_figure(desktop, path, least):
    page = drawn_map(desktop, path, ".full") if path == "/karte" else desktop.open(path)
    words = page.locator(":is([data-testid='stCheckbox'], [data-testid='stMetric']) p")
    assert words.count() >= least
    page.add_style_tag(content=f"* {{ {WIDE_LETTERS} }}")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.stButtonGroup button, .stSelectbox input, .stCheckbox p, .stMetric p')]
          .filter((node) => {
            if (node.tagName === "INPUT") return node.scrollWidth > node.clientWidth + 1;
            if (node.tagName === "P") {
              const room = node.parentElement;
              return [node, room].some((one) => getComputedStyle(one).overflowX === "hidden"
                && one.scrollWidth > one.clientWidth + 1);
            }
            const text = document.createRange();
            text.selectNodeContents(node.querySelector("p"));
            const [inner, outer] = [text.getBoundingClientRect(), node.getBoundingClientRect()];
            const wide = inner.left < outer.left || inner.right > outer.right;
            return wide || inner.top < outer.top || inner.bottom > outer.bottom;
          }).map((node) => node.textContent || node.value)"""
    )
    assert cut == []


# Each chart follows the window by itself, the last one a while after the first; those in closed boxes do not.
CHARTS_FIT = """() => [...document.querySelectorAll('.js-plotly-plot')].every((plot) => !plot.checkVisibility() ||
    plot.clientWidth < 700 && plot.querySelector('.main-svg').getBoundingClientRect().width < plot.clientWidth + 1)"""


@pytest.mark.parametrize("path", ["/wanderung", "/foerderung", "/wirkung"])
def test_twice_the_size_and_wide_letters_cut_no_words_of_a_chart(desktop, path):
    """The pages whose names of rows are longest; the window is half as large as at 200 %."""
    page = desktop.open(path)
    try:
        page.set_viewport_size({"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2})
        page.wait_for_function(CHARTS_FIT)
        labels = paper.screen_labels(page)
        assert len(labels) > 20
        assert paper.cut_labels(labels) == []
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    finally:
        page.set_viewport_size(DESKTOP)
    page.add_style_tag(content=f"* {{ {WIDE_LETTERS} }}")
    assert paper.cut_labels(paper.screen_labels(page)) == []


@pytest.mark.parametrize(
    ("path", "kind", "blocks"),
    [("/karte", ".full", ".block"), ("/", ".mini", ".block"), ("/weisseflecken", ".reach-map", ".class-block")],
)
def test_high_contrast_keeps_the_colours_of_the_legend_and_marks_what_is_chosen(desktop, path, kind, blocks):
    page = drawn_map(desktop, path, kind)
    fills = "nodes => nodes.map(node => getComputedStyle(node).backgroundColor)"
    legend = page.locator(f".atlas{kind} {blocks}")
    before = legend.evaluate_all(fills)
    page.emulate_media(forced_colors="active")
    try:
        assert legend.evaluate_all(fills) == before
        assert len(set(before)) == len(before) >= 4
        for group in page.locator('[data-testid="stButtonGroup"]').all():
            chosen = group.locator('[aria-checked="true"]').evaluate_all(fills)
            others = group.locator('[aria-checked="false"]').evaluate_all(fills)
            assert set(chosen) & set(others) == set()
    finally:
        page.emulate_media(forced_colors="none")


def test_charts_below_the_fold_are_found_without_scrolling(desktop):
    page = desktop.open("/wirkung")
    # Also what is behind a heading that nobody has opened yet.
    assert page.evaluate("window.find('Ohne einzelne Kreise')")
    page.get_by_text("Wie belastbar ist das?").click()
    charts = page.get_by_test_id("stPlotlyChart")
    assert charts.count() >= 7
    assert charts.last.bounding_box()["y"] > 3 * DESKTOP["height"]
    expect(charts.last.locator("svg.main-svg text").first).to_be_attached()
    assert page.evaluate("window.find('Ohne einzelne Kreise')")
