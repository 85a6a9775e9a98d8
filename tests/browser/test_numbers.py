"""The browser writes numbers as the server does, digit for digit."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from analytics.exports.html.map_file import join_modules
from analytics.language import get_wording

HALVES = st.integers(-(10**7), 10**7).map(lambda k: k / 2000)
NUMBERS = st.lists(
    st.one_of(HALVES, st.floats(-1e12, 1e12), st.floats(-1, 1), st.floats(allow_nan=False, allow_infinity=False)),
    min_size=1,
    max_size=60,
)
_WRITE = """([values, digits]) => ["de", "en"].map((lang) => values.map((value) =>
    [writeNumber(value, lang, digits), writeSigned(value, lang, digits), writePercent(value, lang, digits)]))"""


@pytest.fixture(scope="module")
def writers(browser: Browser) -> Iterator[Page]:
    """A page that knows nothing but the module of the numbers."""
    page = browser.new_page()
    page.add_script_tag(content=join_modules(["numbers"]))
    yield page
    page.close()


@settings(max_examples=60, deadline=None)
@given(NUMBERS, st.integers(0, 4))
@example([31.25, 1.005, 0.285, 0.04, -0.04, -0.001, 2.5, 999.95, 1e-7, 5e-324, 1.7976931348623157e308, 0.0], 1)
@example([-0.0, -0.5, 0.0955, 1e21, 1.5e-7], 0)
def test_numbers_signs_and_shares_agree_with_the_server(writers, values, digits):
    written = writers.evaluate(_WRITE, [values, digits])
    for lang, rows in zip(("de", "en"), written, strict=True):
        w = get_wording(lang)
        assert rows == [[w.number(v, digits), w.signed(v, digits), w.percent(v, digits)] for v in values]
