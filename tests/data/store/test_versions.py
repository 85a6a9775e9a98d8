import hashlib
import threading

import pandas as pd
import pytest

from data.access import command_actor
from data.errors import BaseMovedError, PackageError, StoreError, UnknownNameError
from data.records import load_table
from data.store import open_store
from data.store.content import with_added_columns
from data.store.history import changes
from data.tables import TABLES


def test_every_table_comes_back_with_the_values_and_types_records_give(store):
    for dataset in TABLES:
        frame = load_table(dataset)
        store.write_version(dataset, frame, base_version=0, original=None, file_name=None, who=command_actor("ada"))
        pd.testing.assert_frame_equal(store.load_table(dataset), frame)


def test_text_of_any_alphabet_and_missing_cells_come_back(store):
    members = load_table("members").head(3).assign(name=["Łužyca „Übersee“", "a|b;c\n=1+1", "😀"], website=pd.NA)
    frame = members.astype({"website": "str", "founded_year": "Int64"}).assign(
        founded_year=pd.array([1999, None, None], dtype="Int64"), lat=[51.7, None, None]
    )
    store.write_version("members", frame, base_version=0, original=None, file_name=None, who=command_actor("ada"))
    pd.testing.assert_frame_equal(store.load_table("members"), frame)


def test_a_version_tells_who_when_and_from_which_file(store, migration):
    file = b"Zuz\xfcge;1\n" * 1000
    written = store.write_version(
        "migration",
        migration,
        base_version=0,
        original=file,
        file_name="wanderung\0.csv",
        who=command_actor("ada"),
        mapping={"encoding": "cp1252"},
        corrections=[{"row": 3, "new": 5}],
        findings=[{"severity": "note", "value": float("nan")}],
    )
    assert (written.version, written.parent, written.row_count) == (1, 0, 3)
    assert (written.created_by, written.file_name, written.file_size) == ("ada", "wanderung.csv", 9000)
    assert written.file_sha256 == hashlib.sha256(file).hexdigest()
    assert written.mapping == {"encoding": "cp1252"}
    assert written.corrections == [{"row": 3, "new": 5}]
    assert written.findings == [{"severity": "note", "value": None}]
    assert written.created_at.utcoffset().total_seconds() == 0
    assert store.version("migration", 1) == written
    assert store.load_original("migration", 1) == file


def test_a_version_edited_by_hand_has_no_file(store, write):
    assert store.load_original("migration", write(original=None, file_name=None)) is None


def test_versions_are_listed_newest_first_and_never_numbered_twice(store, write):
    write()
    write()
    store.undo("migration", command_actor("ada"))
    write()
    assert [(info.version, info.parent) for info in store.versions("migration")] == [(3, 1), (2, 1), (1, 0)]


def test_another_process_sees_a_new_version_at_its_next_look(store, url, workers):
    assert store.active_versions() == {}
    assert workers.wait(workers.start("write_many", url=url, writes=2)) == 0
    assert store.active_versions() == {"migration": 2}


def test_a_version_that_is_not_there_is_named(store, write):
    for load in (store.load_table, store.load_original, store.version):
        with pytest.raises(StoreError) as caught:
            load("migration", 7)
        assert caught.value.code == "version_unknown"
        assert caught.value.fields == {"dataset": "migration", "version": 7}
    with pytest.raises(StoreError, match="version_unknown"):
        store.load_table("migration")  # stands as shipped: nothing of it is stored


def test_a_dataset_that_is_no_table_is_refused(store):
    with pytest.raises(UnknownNameError):
        store.versions("wetter")


def test_a_frame_that_breaks_its_schema_is_refused(store, migration):
    broken = migration.assign(ags="1")
    with pytest.raises(PackageError) as caught:
        store.write_version(
            "migration", broken, base_version=0, original=None, file_name=None, who=command_actor("ada")
        )
    assert (caught.value.code, caught.value.column) == ("wrong_pattern", "ags")
    assert store.versions("migration") == ()


def test_whoever_worked_from_an_older_version_is_told_and_stores_nothing(store, write):
    write()
    with pytest.raises(BaseMovedError) as caught:
        write(base_version=0)
    assert (caught.value.dataset, caught.value.expected, caught.value.active) == ("migration", 0, 1)
    assert len(store.versions("migration")) == len(store.audit()) == 1
    with pytest.raises(BaseMovedError):
        store.undo("migration", command_actor("ada"), expected=0)
    with pytest.raises(BaseMovedError):
        store.activate("migration", 0, command_actor("ada"), expected=2)


def test_a_write_that_fails_halfway_leaves_nothing(store, write, monkeypatch):
    write()

    def fail(*_arguments):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(changes, "add_activation", fail)
        with pytest.raises(MemoryError):
            write()
    assert store.active_versions() == {"migration": 1}
    assert len(store.versions("migration")) == len(store.audit()) == 1
    assert write() == 2


def race(*actions):
    """Run actions in threads at once; what each returned or raised."""
    barrier = threading.Barrier(len(actions))
    results = [None] * len(actions)

    def run(place, action):
        barrier.wait()
        try:
            results[place] = action()
        except (BaseMovedError, StoreError) as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=item) for item in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_writers_at_the_same_moment_exactly_one_gets_through(store, write):
    for base in range(3):
        results = race(*[lambda base=base: write(base_version=base)] * 4)
        assert [result for result in results if isinstance(result, int)] == [base + 1]
        assert sum(isinstance(result, BaseMovedError) for result in results) == 3
    assert len(store.versions("migration")) == len(store.audit()) == 3


def test_two_clicks_on_undo_undo_one_step(store, write):
    for _ in range(3):
        write()
    results = race(*[lambda: store.undo("migration", command_actor("ada"), expected=3)] * 2)
    assert 2 in results
    assert sum(isinstance(result, BaseMovedError) for result in results) == 1
    assert store.active_versions() == {"migration": 2}


def test_writers_in_two_processes_lose_no_version(store, url, workers):
    processes = [workers.start("write_many", url=url, writes=8) for _ in range(2)]
    assert [workers.wait(pid) for pid in processes] == [0, 0]
    chain = [(info.version, info.parent) for info in store.versions("migration")]
    assert chain == [(number, number - 1) for number in range(16, 0, -1)]
    assert len(store.audit()) == 16


def test_writers_of_different_tables_do_not_disturb_each_other(store, write):
    kreise = load_table("kreise")
    arguments = {"base_version": 0, "original": None, "file_name": None, "who": command_actor("ben")}
    results = race(write, lambda: store.write_version("kreise", kreise, **arguments).version)
    assert results == [1, 1]
    assert store.active_versions() == {"kreise": 1, "migration": 1}


def test_choices_are_remembered_by_head_and_the_latest_count(store):
    assert store.recall_mapping("abc") is None
    store.remember_mapping("abc", {"delimiter": ";"}, command_actor("ada"))
    store.remember_mapping("abc", {"delimiter": "\t"}, command_actor("ben"))
    store.remember_mapping("def", {"delimiter": ","}, command_actor("ben"))
    assert store.recall_mapping("abc") == {"delimiter": "\t"}
    assert [entry.action for entry in store.audit()] == ["remember"] * 3


def test_two_stores_on_one_database_share_everything(store, url, write):
    with open_store(url) as other:
        write()
        assert other.active_versions() == {"migration": 1}
        other.undo("migration", command_actor("ben"))
        assert store.active_versions() == {}


def test_a_population_stored_before_it_had_a_status_counts_as_reported():
    stored = load_table("population").drop(columns="status")
    assert with_added_columns(stored, "population")["status"].eq("reported").all()
