"""Every writing method of the store against everybody who could call it: all cells asserted."""

import inspect
from datetime import UTC, datetime, timedelta

import pytest

from data.access import VISITOR, Actor, Role, command_actor, local_actor
from data.errors import NotAllowedError
from data.store import Store

HOUR = timedelta(hours=1)
# What the specification says, written down apart from the program's own table: the least role of each call.
WRITES = {
    "write_figures": Role.COORDINATOR,
    "store_figures": Role.ANALYST,
    "write_register": Role.COORDINATOR,
    "store_register": Role.COORDINATOR,
    "activate": Role.COORDINATOR,
    "undo": Role.COORDINATOR,
    "remember_mapping": Role.ANALYST,
    "add_audit": Role.ANALYST,
    "keep_presentation": Role.COORDINATOR,
    "discard_presentation": Role.COORDINATOR,
}
READS = {
    "active_versions", "versions", "version", "load_table", "load_provenance", "load_original", "undo_target",
    "waiting_versions", "audit", "logged_values", "log_start", "recall_mapping", "presentations", "load_presentation",
    "has_ended", "close", "check_table", "changed_at", "acceptances",
}  # fmt: skip


def signed_in(role: Role, ends: timedelta = HOUR, mark: str = "") -> Actor:
    return Actor(
        f"{role.code}@example.org", role, "signed_in", datetime.now(UTC) + ends, mark or f"mark of {role.code}"
    )


ACTORS = {
    "nobody": None,
    "a name only": "ada",
    "visitor": VISITOR,
    "reader": signed_in(Role.READER),
    "analyst": signed_in(Role.ANALYST),
    "coordinator": signed_in(Role.COORDINATOR),
    "administrator": signed_in(Role.ADMINISTRATOR),
    "expired administrator": signed_in(Role.ADMINISTRATOR, -timedelta(seconds=1)),
    "administrator without an end": Actor("x", Role.ADMINISTRATOR, "signed_in"),
    "administrator who signed out": signed_in(Role.ADMINISTRATOR, mark="ended"),
    "command": command_actor("job"),
    "local": local_actor("ada"),
}
TRUSTED = {
    "analyst": Role.ANALYST, "coordinator": Role.COORDINATOR, "administrator": Role.ADMINISTRATOR,
    "command": Role.COORDINATOR, "local": Role.ADMINISTRATOR,
}  # fmt: skip
"""Who counts for something; everybody else is a reader at most."""


@pytest.fixture
def calls(store, migration, atlas, write):
    """Each writing call as a function of who makes it; two versions and a presentation are there to change."""
    write()
    write()
    number = store.keep_presentation("Abend", "[]", command_actor())
    store.end_sign_in(signed_in(Role.ADMINISTRATOR, mark="ended"))
    members = atlas.members.assign(row_number=range(len(atlas.members)), sheet="")
    by_hand = {"original": None, "file_name": None}

    def write_table(dataset, frame, who, activate):
        base = store.active_versions().get(dataset, 0)
        store.write_version(dataset, frame, base_version=base, who=who, activate=activate, **by_hand)

    return {
        "write_figures": lambda who: write_table("migration", migration, who, True),
        "store_figures": lambda who: write_table("migration", migration, who, False),
        "write_register": lambda who: write_table("members", members, who, True),
        "store_register": lambda who: write_table("members", members, who, False),
        "activate": lambda who: store.activate("migration", 1, who),
        "undo": lambda who: store.undo("migration", who),
        "remember_mapping": lambda who: store.remember_mapping("head", {}, who),
        "add_audit": lambda who: store.add_audit(who, "refused"),
        "keep_presentation": lambda who: store.keep_presentation("Neu", "[]", who),
        "discard_presentation": lambda who: store.discard_presentation(number, who),
    }


def held(store):
    """Everything a refused call must leave as it was."""
    return (
        store.active_versions(), len(store.versions("migration")), len(store.versions("members")),
        len(store.audit(limit=None)), store.presentations(), store.recall_mapping("head"),
    )  # fmt: skip


def test_the_matrix_holds_every_method_of_the_store():
    methods = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    written = {"write_version", "activate", "undo", "remember_mapping", "add_audit"}
    written |= {"keep_presentation", "discard_presentation"}
    # Ending one's own sign-in is everybody's right; it changes nothing else.
    assert methods - READS - {"end_sign_in"} == written
    for name in written:
        assert inspect.signature(getattr(Store, name)).parameters["who"].annotation == "Actor", name


@pytest.mark.parametrize("name", list(ACTORS))
def test_who_may_write_what(store, calls, name):
    who, role = ACTORS[name], TRUSTED.get(name, Role.READER)
    found, expected = {}, {call: role >= least for call, least in WRITES.items()}
    assert set(calls) == set(WRITES)
    for call, act in calls.items():
        before = held(store)
        try:
            act(who)
        except NotAllowedError:
            found[call] = False
            assert held(store) == before, call
        else:
            found[call] = True
            assert held(store) != before, call
    assert found == expected


def test_an_expired_sign_in_is_told_apart_from_a_role_that_is_too_low(store, write):
    write()
    for who, code in (
        (ACTORS["expired administrator"], "sign_in_expired"),
        (ACTORS["reader"], "not_allowed"),
        (signed_in(Role.READER, -HOUR), "not_allowed"),
    ):
        with pytest.raises(NotAllowedError) as caught:
            store.undo("migration", who)
        assert caught.value.code == code


def test_an_upload_that_may_not_be_activated_waits_and_changes_nothing_anybody_sees(store, write, migration):
    write()
    analyst = ACTORS["analyst"]
    info = store.write_version(
        "migration", migration, base_version=1, original=b"x", file_name="x.csv", who=analyst, activate=False
    )
    assert (info.version, info.parent, info.created_by) == (2, 1, "analyst@example.org")
    assert store.active_versions() == {"migration": 1}
    assert store.waiting_versions("migration") == {2}
    assert store.undo_target("migration") == 0
    line = store.audit()[0]
    assert (line.action, line.version, line.detail["from"], line.detail["role"]) == ("store", 2, 1, "analyst")
    store.activate("migration", 2, ACTORS["coordinator"])
    assert store.waiting_versions("migration") == frozenset()
    assert store.undo("migration", ACTORS["coordinator"]) == 1


def test_signing_out_ends_a_sign_in_for_every_store_and_forgets_it_when_its_time_is_over(url, store, engine):
    from data.store import open_store
    from data.store.database.tables import ended_sign_in

    with open_store(url) as other:
        store.end_sign_in(signed_in(Role.ANALYST, -HOUR, mark="old"))
        store.end_sign_in(signed_in(Role.ANALYST, mark="mine"))
        store.end_sign_in(signed_in(Role.ANALYST, mark="mine"))
        assert other.has_ended("mine")
        assert not other.has_ended("another")
        assert not other.has_ended("")
    with engine.connect() as connection:
        assert [row.mark for row in connection.execute(ended_sign_in.select())] == ["mine"]


def test_presentations_are_kept_opened_and_removed(store):
    eva = ACTORS["coordinator"]
    first = store.keep_presentation("  Lausitz \0", '{"slides": []}', eva)
    store.keep_presentation("x" * 200, "[]", eva)
    assert {one.name for one in store.presentations()} == {"Lausitz", "x" * 120}
    assert store.load_presentation(first) == '{"slides": []}'
    store.discard_presentation(first, eva)
    store.discard_presentation(first, eva)
    assert [one.name for one in store.presentations()] == ["x" * 120]
    assert [(line.action, line.detail["name"]) for line in store.audit()][:2] == [
        ("discard", "Lausitz"),
        ("keep", "x" * 120),
    ]


def test_the_log_is_filtered_by_table_person_action_and_time(store, write):
    write(who=command_actor("ada"))
    write(who=command_actor("ben"))
    store.undo("migration", command_actor("ada"))
    later = datetime.now(UTC) + HOUR
    assert [line.action for line in store.audit(who="ada")] == ["undo", "write"]
    assert [line.who for line in store.audit(action="write")] == ["ben", "ada"]
    assert [line.who for line in store.audit(action="write", who="ben", dataset="migration")] == ["ben"]
    assert store.audit(dataset="members") == ()
    assert store.audit(since=later) == ()
    assert len(store.audit(until=later, since=later - 2 * HOUR)) == 3
    assert store.logged_values("who") == ("ada", "ben")
    assert store.logged_values("action") == ("undo", "write")
    assert store.log_start() == store.audit()[-1].at
