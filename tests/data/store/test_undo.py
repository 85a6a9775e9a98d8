import pytest

from data.access import command_actor
from data.errors import StoreError


def active(store):
    return store.active_versions().get("migration", 0)


def test_undo_goes_back_step_by_step_to_the_table_as_shipped(store, write):
    for _ in range(3):
        write()
    assert [store.undo("migration", command_actor("ada")) for _ in range(3)] == [2, 1, 0]
    assert store.active_versions() == {}
    with pytest.raises(StoreError) as caught:
        store.undo("migration", command_actor("ada"))
    assert caught.value.code == "nothing_to_undo"


def test_what_undo_would_do_can_be_shown_before(store, write):
    assert store.undo_target("migration") is None
    write()
    assert store.undo_target("migration") == 0
    write()
    assert store.undo_target("migration") == 1
    store.undo("migration", command_actor("ada"))
    store.undo("migration", command_actor("ada"))
    assert store.undo_target("migration") is None


def test_what_was_undone_is_redone_by_activating_it_and_can_be_undone_again(store, write):
    write()
    write()
    store.undo("migration", command_actor("ada"))
    assert store.activate("migration", 2, command_actor("ada")) == active(store) == 2
    assert [store.undo("migration", command_actor("ada")) for _ in range(2)] == [1, 0]


def test_undo_after_a_new_version_skips_what_was_undone_before_it(store, write):
    write()
    write()
    store.undo("migration", command_actor("ada"))
    assert write() == 3
    assert [store.undo("migration", command_actor("ada")) for _ in range(2)] == [1, 0]


def test_undo_follows_activations_and_not_numbers(store, write):
    for _ in range(3):
        write()
    store.activate("migration", 1, command_actor("ada"))
    assert store.undo("migration", command_actor("ada")) == 3


def test_activating_what_is_active_adds_no_step(store, write):
    write()
    store.activate("migration", 1, command_actor("ada"))
    assert store.undo("migration", command_actor("ada")) == 0


def test_the_table_as_shipped_can_be_activated_and_that_undone(store, write):
    write()
    assert store.activate("migration", 0, command_actor("ada")) == 0
    assert store.active_versions() == {}
    assert store.undo_target("migration") == 1
    assert store.undo("migration", command_actor("ada")) == active(store) == 1


def test_a_version_that_was_never_written_cannot_be_activated(store, write):
    write()
    with pytest.raises(StoreError) as caught:
        store.activate("migration", 2, command_actor("ada"))
    assert caught.value.code == "version_unknown"
    assert active(store) == 1


def test_a_table_nobody_touched_has_nothing_to_undo(store):
    with pytest.raises(StoreError, match="nothing_to_undo"):
        store.undo("members", command_actor("ada"))
    assert store.audit() == ()
