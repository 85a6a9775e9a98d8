"""From a file to a version: nothing before the click, everything with it, each row with its origin."""

import pandas as pd
import pytest

from data.access import command_actor
from data.errors import BaseMovedError, PackageError
from data.intake import Choices, Correction, read_file, write_template_csv
from data.proposal import atlas_after, compare_tables, import_proposal, propose, rebase_edits
from data.store import load_active_atlas, open_store
from tests.server.files import regional_file

DAY = "2026-11-23"


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'store.sqlite3'}") as opened:
        yield opened


def proposal_of(content, name, facts, base=0, **options):
    intake = read_file(content, name, choices=options.pop("choices", None))
    assert intake.ok, intake.findings
    return propose(intake, facts, base, accessed=DAY, **options)


def import_it(store, proposal, content, facts, atlas, who="anna"):
    shipped = atlas.tables()[proposal.table]
    return import_proposal(store, proposal, original=content, who=command_actor(who), atlas=facts, shipped=shipped)


@pytest.fixture
def content(atlas):
    return regional_file(atlas.migration, atlas.kreise, more=50)


def test_a_proposal_and_its_dry_run_store_nothing(store, atlas, content):
    proposal = proposal_of(content, "2025.csv", atlas)
    after = atlas_after(proposal, atlas)
    assert proposal.difference.counts == {"new": 140, "changed": 0, "gone": 0, "equal": 0}
    assert after.migration["year"].max() == 2025
    assert atlas.migration["year"].max() == 2024
    assert store.active_versions() == {}
    assert store.versions("migration") == ()


def test_an_adopted_file_leads_each_new_row_back_to_file_and_row(store, atlas, content):
    import_it(store, proposal_of(content, "2025.csv", atlas), content, atlas, atlas)
    places = store.load_provenance("migration")
    new, old = places[places["year"] == 2025], places[places["year"] == 2024]
    assert set(new["from_version"]) == {1}
    assert set(new["file_name"]) == {"2025.csv"}
    line = content.decode("cp1252").split("\n")[int(new["row_number"].iloc[0]) - 1]
    assert line.startswith(new["ags"].iloc[0])
    assert set(old["from_version"]) == {0}


def test_the_uploaded_file_becomes_a_source_with_name_day_and_fingerprint(store, atlas, content):
    proposal = proposal_of(content, "2025.csv", atlas)
    import_it(store, proposal, content, atlas, atlas)
    facts = load_active_atlas(store, atlas)
    source = facts.sources.set_index("source_id").loc[proposal.intake.source_id]
    assert "2025.csv" in source["citation"]
    assert DAY in source["citation"]
    assert proposal.intake.sha256[:12] in source["citation"]
    assert source["licence_url"] == "https://www.govdata.de/dl-de/by-2-0"
    assert len(facts.sources) == len(atlas.sources) + 1


def test_after_undo_the_source_is_gone_with_its_rows(store, atlas, content):
    import_it(store, proposal_of(content, "2025.csv", atlas), content, atlas, atlas)
    store.undo("migration", command_actor("anna"))
    assert load_active_atlas(store, atlas) is atlas


def test_the_gap_in_the_series_is_no_longer_named_once_the_year_is_there(store, atlas):
    found = regional_file(atlas.migration, atlas.kreise, year=2001)
    import_it(store, proposal_of(found, "2001.csv", atlas), found, atlas, atlas)
    assert "gap-2001" in set(atlas.breaks["break_id"])
    assert set(load_active_atlas(store, atlas).breaks["break_id"]) == set(atlas.breaks["break_id"]) - {"gap-2001"}


def test_a_second_file_keeps_the_origin_of_rows_it_does_not_change(store, atlas, content):
    import_it(store, proposal_of(content, "a.csv", atlas), content, atlas, atlas)
    facts = load_active_atlas(store, atlas)
    other = regional_file(atlas.migration, atlas.kreise, more=60)
    proposal = proposal_of(other, "b.csv", facts, base=1)
    assert proposal.difference.counts == {"new": 0, "changed": 40, "gone": 0, "equal": 100}
    import_it(store, proposal, other, facts, atlas, who="berta")
    places = store.load_provenance("migration").query("year == 2025")
    assert places["file_name"].value_counts().to_dict() == {"a.csv": 100, "b.csv": 40}


def test_whoever_compared_with_an_older_base_is_refused_and_nothing_is_stored(store, atlas, content):
    mine = proposal_of(content, "mine.csv", atlas)
    other = regional_file(atlas.migration, atlas.kreise)
    import_it(store, proposal_of(other, "other.csv", atlas), other, atlas, atlas)
    with pytest.raises(BaseMovedError):
        import_it(store, mine, content, atlas, atlas)
    assert len(store.versions("migration")) == 1


def test_a_register_without_a_member_that_others_name_breaks_a_rule_before_anything_is_stored(store, atlas):
    members = atlas.members[atlas.members["member_id"] != "comeback-elbe-elster"]
    content = write_template_csv("members", rows=members)
    proposal = proposal_of(content, "m.csv", atlas, choices=Choices(table="members", decimal=","), complete=True)
    assert proposal.difference.counts["gone"] == 1
    with pytest.raises(PackageError):
        import_it(store, proposal, content, atlas, atlas)
    assert store.active_versions() == {}


def test_choices_and_mends_are_stored_and_replayed_for_the_next_file(store, atlas):
    text = "Kreis;Jahr;Altersgruppe;Zuzüge;Fortzüge\nElbe-Elstr;2025;insgesamt;1500;1200\n"
    choices = Choices(names={"Elbe-Elstr": "12062"}, corrections=(Correction(2, "D", "1500", "1501", "Zahlendreher"),))
    proposal = proposal_of(text.encode(), "a.csv", atlas, choices=choices)
    info = import_it(store, proposal, text.encode(), atlas, atlas)
    assert info.corrections[0]["new"] == "1501"
    again = Choices.from_json(store.recall_mapping(proposal.intake.recognition.signature))
    intake = read_file(text.replace("2025", "2026").encode(), "b.csv", choices=again)
    assert intake.ok
    assert intake.frame["arrivals"].tolist() == [1501]


def test_two_whole_tables_are_compared_in_both_directions(atlas):
    old, new = atlas.migration, atlas.migration[atlas.migration["year"] != 2018]
    difference = compare_tables(old, new, "migration")
    assert difference.counts == {"new": 0, "changed": 0, "gone": 140, "equal": len(new)}
    pd.testing.assert_frame_equal(difference.gone, old[old["year"] == 2018].reset_index(drop=True))


def test_edits_of_two_people_in_different_rows_both_stay(atlas):
    before = atlas.members
    mine, theirs = before.copy(), before.copy()
    mine.loc[0, "name"] = "Mein Name"
    theirs.loc[1, "name"] = "Ihr Name"
    both = rebase_edits(before, mine.iloc[:-1], theirs, "members")
    assert both["name"].tolist()[:2] == ["Mein Name", "Ihr Name"]
    assert len(both) == len(before) - 1
    pd.testing.assert_frame_equal(both.iloc[2:], theirs.iloc[2:-1])


def test_an_edit_of_the_sources_alone_is_a_change_of_a_register(atlas):
    edited = atlas.members.copy()
    edited.loc[0, "source_ids"] = "Q001"
    counts = compare_tables(atlas.members, edited, "members").counts
    assert counts == {"new": 0, "changed": 1, "gone": 0, "equal": len(edited) - 1}
