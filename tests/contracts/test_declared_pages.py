"""A page is declared once: what its views ask for has a value when it opens, and its filters are theirs."""

import pytest

from analytics.exports.views import PAGES, VIEWS, opening_params

# A profile is of the initiative somebody chose: no page opens with one.
CHOSEN = {"member_id"}


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_can_be_drawn_as_its_page_opens(name, atlas):
    needed = {param.name for param in VIEWS[name].params if param.needed}
    assert needed - CHOSEN <= set(opening_params(atlas, name))


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.address)
def test_the_filters_and_the_picture_of_a_page_are_of_its_views(page):
    params = {param.name for view in (*page.views, *filter(None, [VIEWS.get(page.picture)])) for param in view.params}
    assert set(page.filters.values()) <= params
    assert not page.picture or page.picture in VIEWS
