"""The fields of a page as they stand there: found, given another value, and read."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

# Whatever takes a value from a visitor. What elements of ours hold in their shadow, their own tests press.
_TAKERS = 'input, textarea, select, canvas, [contenteditable="true"], [role="radio"]'
_FOUND = """
([takers, kinds]) => [...document.querySelectorAll(`[data-testid="stMain"] :is(${takers})`)].map((node) => ({
  kind: node.closest(`:is(${kinds})`)?.dataset.testid ?? node.outerHTML,
  key: [...(node.closest('[class*="st-key-"]')?.classList ?? [])].find((name) => name.startsWith("st-key-")) ?? "",
}))
"""
_VALUE = """
(field) => {
  const tags = '[data-testid="stMultiSelectTagsContainer"] button';
  const marked = [...field.querySelectorAll(`[aria-checked="true"], ${tags}`)];
  const words = [...marked.map((one) => one.getAttribute("aria-label") ?? one.textContent),
    ...[...field.querySelectorAll("input")].map((one) => (one.type === "checkbox" ? String(one.checked) : one.value))];
  return words.join(" · ");
}
"""

# Two frames later, when the list has marked an option.
_MARKS_ANOTHER = """
async (box) => {
  for (const _ of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
  const marked = document.getElementById(box.getAttribute("aria-activedescendant") ?? "");
  return marked?.getAttribute("aria-selected") === "false";
}
"""
_MOST_KEYS = 40


def _choose_next(field: Locator) -> None:
    """Takes an option that is not the chosen one; a list that closes meanwhile is opened again, as a visitor does.

    It closes whenever the page scrolls: towards what has the focus, or because something above it still grows.
    """
    box = field.locator("input")
    held = box.input_value()
    box.focus()
    for _ in range(_MOST_KEYS):
        box.press("ArrowDown")
        if box.evaluate(_MARKS_ANOTHER):
            box.press("Enter")
        if box.input_value() != held:
            return
    raise AssertionError(f"no other option than {held!r} could be chosen")


def _remove_one(field: Locator) -> None:
    field.get_by_test_id("stMultiSelectTagsContainer").get_by_role("button").first.click()


def _press_other(field: Locator) -> None:
    field.locator('[aria-checked="false"]').first.click()


def _switch(field: Locator) -> None:
    field.locator("label").first.click()


def _push(field: Locator) -> None:
    slider = field.locator('input[type="range"]')
    slider.press("ArrowLeft" if slider.evaluate("slider => slider.value === slider.max") else "ArrowRight")


def _type(field: Locator) -> None:
    field.locator("input, textarea").press_sequentially("Guben")


CHANGES: dict[str, Callable[[Locator], None]] = {
    "stSelectbox": _choose_next,
    "stMultiSelect": _remove_one,
    "stButtonGroup": _press_other,
    "stCheckbox": _switch,
    "stSlider": _push,
    "stTextInput": _type,
}


@dataclass(frozen=True)
class Field:
    """A field of a page.

    Attributes:
        kind: what Streamlit calls its kind; its own mark-up where that is not one of `CHANGES` or `others`.
        key: the class by which it is found again.
    """

    kind: str
    key: str

    def on(self, page: Page) -> Locator:
        """Where it stands."""
        place = f'[data-testid="{self.kind}"]'
        return page.locator(f".{self.key} {place}, .{self.key}{place}")

    def change(self, page: Page) -> None:
        """Gives it another value, as a visitor does."""
        CHANGES[self.kind](self.on(page))

    def value(self, page: Page) -> str:
        """What it shows."""
        return str(self.on(page).evaluate(_VALUE))


def fields(page: Page, *others: str) -> list[Field]:
    """All fields of the page in their order, of the kinds of `CHANGES`, of these `others`, and of unknown ones."""
    kinds = ", ".join(f'[data-testid="{kind}"]' for kind in (*CHANGES, *others))
    return list(dict.fromkeys(Field(**one) for one in page.evaluate(_FOUND, [_TAKERS, kinds])))
