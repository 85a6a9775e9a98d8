"""The desk without a browser: upload, findings, mending, versions, register, and pages with a new year."""

import pytest
from streamlit.testing.v1 import AppTest

from data.access import command_actor
from data.intake import Choices, read_file, write_template_csv
from data.proposal import import_proposal, propose
from data.store import Store, load_active_atlas
from pages.facts import served
from pages.upload.files import Job, PendingUpload
from tests.pages.uploads import forget_store, import_file, open_page
from tests.samples import books
from tests.samples.matrix import book, pairs
from tests.server.files import regional_file


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    """An empty store that the pages of this test see."""
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    forget_store()
    opened = served.store()
    yield opened
    opened.close()
    forget_store()


@pytest.fixture
def file_2025(atlas) -> bytes:
    return regional_file(atlas.migration, atlas.kreise, more=50)


def button(app: AppTest, label: str):
    return next(one for one in app.button if label in one.label)


def seen(app: AppTest) -> str:
    """Everything written on the page."""
    parts = [one.value for one in [*app.markdown, *app.warning, *app.success, *app.header, *app.title]]
    return "\n".join([*parts, *(element.proto.body for element in app.get("html"))])


def test_a_regional_file_is_recognised_compared_and_taken_over(store, file_2025):
    app = open_page("daten", [PendingUpload("f1", "2025.csv", file_2025)])
    assert [one.value for one in app.exception] == []
    assert "12711-04-02-4" in seen(app)
    assert "140 neu, 0 geändert, 0 entfallen, 0 gleich" in seen(app)
    assert store.active_versions() == {}
    button(app, "Als neue Version übernehmen").click().run()
    assert store.active_versions() == {"migration": 1}
    assert "ist aktiv" in app.success[0].value
    assert store.versions("migration")[0].file_name == "2025.csv"
    assert store.load_original("migration", 1) == file_2025


def test_a_workbook_of_the_office_is_recognised_and_found_equal(store, atlas):
    shipped = atlas.migration[atlas.migration["year"] == 2018]
    sheet = books.official_migration(shipped)
    app = open_page("daten", [PendingUpload("f1", "12711.xlsx", sheet)])
    assert [one.value for one in app.exception] == []
    assert "Tabelle der Regionaldatenbank (Arbeitsmappe)" in seen(app)
    assert "Nichts würde sich ändern" in seen(app)


def test_a_coordinators_list_is_the_register_and_says_what_it_lacks(store):
    text = "Initiative;Ort;Landkreis;Mitglied seit;Status\nProbe;Forst (Lausitz), Guben;Spree-Neiße;ca. 2019;aktiv\n"
    app = open_page("daten", [PendingUpload("f1", "liste.csv", text.encode("cp1252"))])
    assert [one.value for one in app.exception] == []
    assert "„Register der Initiativen“" in seen(app)
    assert "nicht gefunden: Kennung der Initiative, Beleglage, Beleg (deutsch) und Beleg (englisch)." in seen(app)
    assert "nennt mehrere Orte: Forst (Lausitz) und Guben" in seen(app)
    assert "der Wortlaut bleibt im Hinweis erhalten" in seen(app)
    assert not [one for one in app.button if "übernehmen" in one.label]


def totals_2025(title: str, head: str, atlas, more: int = 0) -> bytes:
    """The totals of 2024 under 2025; with `more` every row has a second figure for the arrivals."""
    rows = atlas.migration[(atlas.migration["year"] == 2024) & (atlas.migration["age_group"] == "insgesamt")]
    lines = [title, head] if title else [head]
    for row in rows.itertuples():
        cells = [row.ags, 2025, row.arrivals, *([row.arrivals + more] if more else []), row.departures]
        lines.append(";".join(map(str, cells)))
    return ("\n".join(lines) + "\n").encode()


def test_a_matrix_is_asked_its_year_once_and_extends_inland_and_abroad_with_the_balances(store):
    app = open_page("daten", [PendingUpload("f1", "KWS.xlsx", book(pairs(), sheet="Brandenburg"))])
    assert "Die Datei sagt nicht, um welches Jahr es geht." in seen(app)
    next(one for one in app.number_input if "Um welches Jahr" in one.label).set_value(2022).run()
    assert [one.value for one in app.exception] == []
    assert "343 neu, 0 geändert" in seen(app)
    assert "Zugleich: Wanderung innerhalb Deutschlands und mit dem Ausland" in [one.value for one in app.subheader]
    assert not [one for one in app.number_input if "Um welches Jahr" in one.label]
    button(app, "Als neue Version übernehmen").click().run()
    assert store.active_versions() == {"migration_flows": 1, "migration_components": 1}
    assert "Zugleich: „Wanderung innerhalb Deutschlands und mit dem Ausland“, 7 neu" in app.success[0].value
    parts = load_active_atlas(store, served.shipped()).migration_components
    assert len(parts[parts["year"] == 2022]) == 7
    button(app, "Rückgängig machen").click().run()
    assert store.active_versions() == {}
    assert "Wanderung innerhalb Deutschlands und mit dem Ausland" in app.success[0].value


def test_unknown_words_of_a_title_are_asked_about_confirmed_and_taken_back(store, atlas):
    title = "Zu- und Fortzüge über Kreisgrenzen, Heimatkreis-Prämie"
    app = open_page("daten", [PendingUpload("f1", "a.csv", totals_2025(title, "AGS;Jahr;Zuzüge;Fortzüge", atlas))])
    assert "die die Erkennung nicht kennt: Heimatkreis und Prämie." in seen(app)
    assert not [one for one in app.button if "übernehmen" in one.label]
    button(app, "Diese Wörter ändern nichts").click().run()
    assert "Bestätigt: „Heimatkreis“ und „Prämie“." in seen(app)
    assert "20 neu, 0 geändert" in seen(app)
    assert button(app, "Als neue Version übernehmen")
    button(app, "Bestätigung zurücknehmen").click().run()
    assert not [one for one in app.button if "übernehmen" in one.label]


def test_of_two_columns_for_one_measure_the_chosen_one_counts(store, atlas):
    head = "AGS;Jahr;Zuzüge;Zugezogene;Fortzüge"
    app = open_page("daten", [PendingUpload("f1", "a.csv", totals_2025("", head, atlas, more=1000))])
    assert "Zuzüge infrage: Zuzüge und Zugezogene. Welche Spalte gilt?" in seen(app)
    assert not [one for one in app.button if "übernehmen" in one.label]
    button(app, "Zugezogene").click().run()
    frame = app.session_state["_upload_files"][0].intake.frame
    given = atlas.migration[(atlas.migration["year"] == 2024) & (atlas.migration["age_group"] == "insgesamt")]
    assert (frame["arrivals"].to_numpy() == given["arrivals"].to_numpy() + 1000).all()


def test_of_two_places_in_a_cell_the_seat_is_chosen_by_a_click(store):
    app = open_page("daten", [PendingUpload("f1", "liste.xlsx", books.book({"Liste": books.COORDINATORS_LIST}))])
    assert not [one for one in app.button if "übernehmen" in one.label]
    button(app, "Guben").click().run()
    frame = app.session_state["_upload_files"][0].intake.frame
    assert frame["place"].tolist() == ["Guben"]
    assert "1 neu, 0 geändert" in seen(app)
    assert button(app, "Als neue Version übernehmen")


def test_a_picture_is_named_and_no_other_way_of_reading_is_offered(store):
    app = open_page("daten", [PendingUpload("f1", "tabelle.xlsx", b"\x89PNG\r\n\x1a\n")])
    assert "Der Inhalt ist vom Typ Bild, keine Tabelle." in seen(app)
    assert [one.label for one in [*app.selectbox, *app.number_input, *app.text_input]] == []


def test_the_version_is_undone_with_one_click(store, file_2025):
    app = open_page("daten", [PendingUpload("f1", "2025.csv", file_2025)])
    button(app, "Als neue Version übernehmen").click().run()
    button(app, "Rückgängig machen").click().run()
    assert store.active_versions() == {}
    assert "Version 0" in app.success[0].value


def test_a_file_that_changes_nothing_cannot_be_taken_over(store, atlas):
    same = regional_file(atlas.migration, atlas.kreise, year=2024)
    app = open_page("daten", [PendingUpload("f1", "2024.csv", same)])
    assert "Nichts würde sich ändern" in seen(app)
    assert not [one for one in app.button if "übernehmen" in one.label]


def test_who_moved_the_base_meanwhile_wins_and_the_second_compares_anew(store, atlas, file_2025):
    app = open_page("daten", [PendingUpload("f1", "2025.csv", file_2025)])
    import_file(store, regional_file(atlas.migration, atlas.kreise), "other.csv", who="berta")
    button(app, "Als neue Version übernehmen").click().run()
    assert "jemand anderes" in app.warning[0].value
    assert len(store.versions("migration")) == 1
    assert "0 neu, 40 geändert" in seen(app)
    button(app, "Als neue Version übernehmen").click().run()
    assert store.active_versions() == {"migration": 2}


def test_rows_that_would_be_gone_are_confirmed_one_by_itself(store, atlas):
    lines = regional_file(atlas.migration, atlas.kreise, year=2024).decode("cp1252").split("\n")
    short = "\n".join(line for line in lines if not line.startswith("14626")).encode("cp1252")
    app = open_page("daten", [PendingUpload("f1", "2024.csv", short)])
    take = button(app, "Als neue Version übernehmen")
    assert take.disabled
    app.checkbox[0].check().run()
    assert not button(app, "Als neue Version übernehmen").disabled


BROKEN = "Kreis;Jahr;Altersgruppe;Zuzüge;Fortzüge\nElbe-Elstr;2025;insgesamt;1500;1200\n12061;2025;insgesamt;x1;9\n"


def test_all_findings_stand_together_and_nothing_can_be_stored(store):
    app = open_page("daten", [PendingUpload("f1", "kaputt.csv", BROKEN.encode())])
    assert "Elbe-Elstr" in seen(app)
    assert "„x1“" in seen(app)
    assert not [one for one in app.button if "übernehmen" in one.label]


def test_the_nearest_name_is_accepted_by_a_click_and_kept_as_a_choice(store):
    file = PendingUpload("f1", "kaputt.csv", BROKEN.encode())
    app = open_page("daten", [file])
    button(app, "Elbe-Elster (12062)").click().run()
    kept = app.session_state["_upload_files"][0]
    assert dict(kept.choices.names) == {"Elbe-Elstr": "12062"}
    assert "gelesen" in seen(app)


def test_an_ambiguous_column_asks_and_follows_the_answer(store):
    text = "Kreis;Jahr;Altersgruppe;Zuzüge;Fortzüge\n12062;2025;insgesamt;1.560;1200\n"
    app = open_page("daten", [PendingUpload("f1", "zahlen.csv", text.encode())])
    assert "zwei Arten" in seen(app)
    button(app, "Deutsch").click().run()
    frame = app.session_state["_upload_files"][0].intake.frame
    assert frame["arrivals"].tolist() == [1560]


def test_choices_are_remembered_for_the_next_file_with_the_same_head(store):
    head = "Ort;Jahr;Altersgruppe;Kommen;Gehen\n"
    columns = {"ags": "Ort", "arrivals": "Kommen", "departures": "Gehen"}
    choices = Choices(table="migration", columns=columns)
    first = read_file((head + "12062;2025;insgesamt;10;5\n").encode(), "a.csv", choices=choices)
    assert first.ok, first.findings
    facts = load_active_atlas(store, served.shipped())
    proposal = propose(first, facts, 0, accessed="2026-11-23")
    import_proposal(store, proposal, original=b"x", who=command_actor("anna"), atlas=facts, shipped=facts.migration)
    app = open_page("daten", [PendingUpload("f2", "b.csv", (head + "12061;2025;insgesamt;7;5\n").encode())])
    file = app.session_state["_upload_files"][0]
    assert file.recalled
    assert file.intake.ok
    assert "letzte Datei mit diesem Kopf" in seen(app)
    button(app, "Ohne sie lesen").click().run()
    assert not app.session_state["_upload_files"][0].intake.ok


def test_two_files_of_the_same_year_are_refused(store, atlas, file_2025):
    other = regional_file(atlas.migration, atlas.kreise)
    app = open_page("daten", [PendingUpload("f1", "a.csv", file_2025), PendingUpload("f2", "b.csv", other)])
    app.radio[0].set_value("f2").run()
    assert "2025" in seen(app)
    assert not [one for one in app.button if "übernehmen" in one.label]


def test_versions_page_lists_who_when_and_file_and_leads_a_figure_back_to_its_row(store, file_2025):
    import_file(store, file_2025, "2025.csv")
    app = open_page("versionen")
    assert [one.value for one in app.exception] == []
    text = seen(app)
    assert "anna" in text
    assert "2025.csv" in text
    assert "140 neu" in text
    app.selectbox(key="origin_migration_ags").set_value("12062").run()
    app.selectbox(key="origin_migration_age_group").set_value("insgesamt").run()
    lines = enumerate(file_2025.decode("cp1252").split("\n"), start=1)
    row = next(number for number, line in lines if line.startswith("12062") and "Insgesamt" in line)
    assert f">{row}<" in seen(app)


def test_any_version_is_activated_from_the_list(store, atlas, file_2025):
    import_file(store, file_2025, "a.csv")
    import_file(store, regional_file(atlas.migration, atlas.kreise, more=60), "b.csv")
    app = open_page("versionen")
    app.selectbox(key="other_migration").set_value(1).run()
    button(app, "Aktivieren").click().run()
    assert store.active_versions() == {"migration": 1}
    assert "Version 1" in app.success[0].value


@pytest.mark.parametrize("table", ["members", "events", "outcomes", "funding", "membership_counts"])
def test_the_register_desk_shows_a_table_and_finds_it_unchanged(store, table):
    app = open_page("register", tabelle=table)
    assert [one.value for one in app.exception] == []
    button(app, "Prüfen und vergleichen").click().run()
    assert "Es würde sich nichts ändern" in seen(app)


def edited_members(atlas, row: int, name: str) -> bytes:
    members = atlas.members.copy()
    members.loc[row, "name"] = name
    return write_template_csv("members", rows=members)


def test_an_edit_is_carried_over_when_somebody_else_stored_the_register_meanwhile(store, atlas):
    app = open_page("register")
    sent = {"table": "members", "content": edited_members(atlas, 0, "Mein Name"), "base": 0, "before": atlas.members}
    app.session_state["_upload_sent"] = sent
    app.run()
    take = button(app, "Als neue Version übernehmen")
    import_file(store, edited_members(atlas, 1, "Ihr Name"), "other.csv", who="berta")
    take.click().run()
    assert "jemand anderes" in app.warning[0].value
    assert "0 neu, 1 geändert, 0 entfallen, 19 gleich" in seen(app)
    button(app, "Als neue Version übernehmen").click().run()
    names = store.load_table("members")["name"].tolist()
    assert names[:2] == ["Mein Name", "Ihr Name"]


def test_not_bound_to_loopback_nothing_can_be_changed_and_the_page_says_so(store, monkeypatch):
    monkeypatch.setattr("pages.access.permission.may_edit", lambda: False)
    for name in ("daten", "register", "versionen"):
        app = open_page(name)
        assert "Lesen ist offen" in seen(app)
        assert not [one for one in app.button if one.label]


def test_what_a_list_lacks_is_written_once_and_the_list_can_be_taken_over(store):
    text = "Initiative;Ort;Landkreis;Status\nAnkunft Probe;Guben;Spree-Neiße;ruht\n"
    app = open_page("daten", [PendingUpload("f1", "liste.csv", text.encode())])
    assert [one.value for one in app.exception] == []
    assert "für alle Zeilen ausfüllen" in seen(app)
    for column, written in {"member_id": "probe", "confidence": "belegt", "evidence_de": "Liste"}.items():
        app.text_input(key=f"fill_f1_{column}").set_value(written).run()
        assert not any("Als neue Version" in one.label for one in app.button)
    app.text_input(key="fill_f1_evidence_en").set_value("List").run()
    assert [one.value for one in app.exception] == []
    button(app, "Als neue Version übernehmen").click().run()
    members = load_active_atlas(store, served.shipped()).members
    assert members.loc[members["member_id"] == "probe-2", ["status", "evidence_de"]].values.tolist() == [
        ["unknown", "Liste"]
    ]


MISSPELT = {"Elbe-Elstr": "12062", "Oder-Spre": "12067"}


def test_two_answers_pressed_within_a_moment_are_both_taken(store):
    """As the browser sends them in one message; the first of them once drew the page anew, and the other was lost."""
    rows = ["Kreis;Jahr;Altersgruppe;Zuzüge;Fortzüge", *(f"{name};2025;insgesamt;1560;1200" for name in MISSPELT)]
    file = PendingUpload("f1", "fraglich.csv", "\n".join([*rows, ""]).encode())
    app = open_page("daten", [file])
    for ags in MISSPELT.values():
        button(app, f"({ags})").click()
    app.run()
    assert file.choices.names == MISSPELT
    assert button(app, "Als neue Version übernehmen")


def test_a_reading_is_stopped_by_a_press_and_begun_anew_by_another(store, file_2025):
    file = PendingUpload("f1", "gross.csv", file_2025, job=Job(share=0.5, waits=False))
    app = open_page("daten", [file])
    job = file.job
    button(app, "Abbrechen").click().run()
    assert job.stopped.is_set()
    job.result = read_file(file.content, file.name, cancelled=job.stopped.is_set)
    app.run()
    assert not file.intake.ok
    button(app, "Noch einmal lesen").click().run()
    assert file.intake.ok
    assert button(app, "Als neue Version übernehmen")
