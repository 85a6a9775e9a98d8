import pandas as pd
import pytest

from data.access import command_actor
from data.errors import PackageError
from data.records import load_table
from data.store import load_active_atlas, open_store, overlay


@pytest.fixture(scope="module")
def shipped(atlas):
    return atlas


@pytest.fixture
def put(store):
    """A function that stores a table as the next version."""

    def put_one(dataset, frame, into=store):
        base = into.active_versions().get(dataset, 0)
        arguments = {"base_version": base, "original": None, "file_name": None, "who": command_actor("ada")}
        return into.write_version(dataset, frame, **arguments).version

    return put_one


def with_next_year(migration):
    last = migration["year"].max()
    newest = migration[migration["year"] == last].assign(year=last + 1)
    return pd.concat([migration, newest], ignore_index=True)


def test_with_nothing_stored_the_atlas_is_the_shipped_one(store, shipped):
    assert load_active_atlas(store, shipped) is shipped


def test_an_active_version_replaces_its_table_and_no_other(store, shipped, put):
    longer = with_next_year(load_table("migration"))
    put("migration", longer)
    atlas = load_active_atlas(store, shipped)
    pd.testing.assert_frame_equal(atlas.migration, longer)
    assert atlas.members is shipped.members
    assert atlas.boundaries is shipped.boundaries


def test_tables_with_periods_get_them_from_the_store_too(store, shipped, put):
    for dataset in ("membership_counts", "events", "carriers"):
        put(dataset, load_table(dataset))
    atlas = load_active_atlas(store, shipped)
    for dataset in ("membership_counts", "events", "carriers"):
        pd.testing.assert_frame_equal(getattr(atlas, dataset), getattr(shipped, dataset))


def test_the_version_differs_whenever_an_active_version_differs(store, shipped, put):
    seen = [shipped.version]

    def look():
        seen.append(load_active_atlas(store, shipped).version)

    put("migration", load_table("migration"))
    look()
    put("migration", with_next_year(load_table("migration")))
    look()
    put("members", load_table("members"))
    look()
    assert len(set(seen)) == 4
    store.undo("members", command_actor("ada"))
    assert load_active_atlas(store, shipped).version == seen[2]
    store.undo("migration", command_actor("ada"))
    store.undo("migration", command_actor("ada"))
    assert load_active_atlas(store, shipped).version == shipped.version


def test_the_same_number_with_other_content_is_another_version(store, shipped, put, fresh_url):
    put("migration", load_table("migration"))
    with open_store(fresh_url()) as other:
        put("migration", with_next_year(load_table("migration")), other)
        assert load_active_atlas(store, shipped).version != load_active_atlas(other, shipped).version


def test_the_versions_asked_for_are_shown_whatever_is_active_now(store, shipped, put):
    put("migration", load_table("migration"))
    put("migration", with_next_year(load_table("migration")))
    assert len(load_active_atlas(store, shipped, {"migration": 1}).migration) == len(shipped.migration)
    assert load_active_atlas(store, shipped, {"migration": 0}) is shipped


def test_tables_that_contradict_each_other_are_refused(store, shipped, put):
    put("migration", load_table("migration").assign(source_id="nirgends"))
    with pytest.raises(PackageError) as caught:
        load_active_atlas(store, shipped)
    assert caught.value.code == "unknown_source_id"


def test_a_table_can_be_tried_on_before_it_is_stored(shipped):
    longer = with_next_year(load_table("migration"))
    tried = overlay(shipped, {"migration": longer}, "dry run")
    assert tried.migration["year"].max() == shipped.migration["year"].max() + 1
    assert tried.version != shipped.version
    with pytest.raises(PackageError):
        overlay(shipped, {"migration": longer.assign(ags="1")}, "dry run")
