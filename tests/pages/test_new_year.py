"""Every page on the figures of a year that was taken over over the desk, first without residents, then with them."""

from collections.abc import Iterator

import pytest

from pages.facts import served
from tests.pages.uploads import PAGES, forget_store, import_file, open_page
from tests.server.files import population_file, regional_file


@pytest.fixture(scope="module")
def new_year(tmp_path_factory, atlas) -> Iterator[None]:
    """A store with one more year of migration, taken over once for all pages; a page that opens changes nothing."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path_factory.mktemp("new-year")))
        forget_store()
        store = served.store()
        import_file(store, regional_file(atlas.migration, atlas.kreise, more=50), "year.csv")
        yield
        store.close()
    forget_store()


@pytest.fixture(scope="module")
def new_residents(new_year, atlas) -> None:
    """The residents of that year in the same store."""
    import_file(served.store(), population_file(atlas.population), "residents.csv")


@pytest.mark.parametrize("name", list(PAGES))
def test_every_page_survives_a_new_year_without_population(new_year, name):
    assert served.store().active_versions() == {"migration": 1}
    app = open_page(name)
    assert [one.value for one in app.exception] == []
    assert [one.value for one in app.error] == []


@pytest.mark.parametrize("name", ["ueberblick", "karte", "wanderung", "kreisprofil"])
def test_figures_follow_a_new_year_with_population(new_residents, name):
    assert served.store().active_versions() == {"migration": 1, "population": 1}
    app = open_page(name)
    assert [one.value for one in app.exception] == []
    assert [one.value for one in app.error] == []
