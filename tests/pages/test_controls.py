"""Filters hold codes in the address: a bad one gives a notice, a default leaves the address."""

from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import run_page


def filters() -> None:
    import streamlit as st

    from pages.session import state
    from pages.widgets.controls import choose_many, choose_one, choose_switch

    names = {"12062": "Elbe-Elster", "12071": "Spree-Neiße"}
    st.session_state["_notices"] = []
    one = choose_one("Kreis", "kreis", list(names), default="12071", label_of=names.__getitem__)
    year = choose_one("Jahr", "jahr", [2016, 2017, 2018], default=2018, variant="slider")
    many = choose_many("Kreise", "kreise", list(names), label_of=names.__getitem__, most=6)
    switch = choose_switch("ohne Oder-Spree", "ohne")
    st.json({"one": one, "year": year, "many": many, "switch": switch, "notices": state.notices()})


def run(**params) -> AppTest:
    app = AppTest.from_function(filters, default_timeout=30)
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def address(app: AppTest) -> dict[str, list[str]]:
    values = {name: app.query_params[name] for name in app.query_params}
    return {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}


def answer(app: AppTest) -> dict:
    import json

    assert not app.exception
    return json.loads(app.json[0].value)


def test_without_an_address_every_filter_is_at_its_default():
    app = run()
    assert answer(app) == {"one": "12071", "year": 2018, "many": [], "switch": False, "notices": []}
    assert address(app) == {}


def test_a_copied_address_restores_every_filter():
    app = run(kreis="12062", jahr="2016", kreise=["12062", "12071"], ohne="ja")
    assert answer(app) == {"one": "12062", "year": 2016, "many": ["12062", "12071"], "switch": True, "notices": []}
    assert address(app)["kreis"] == ["12062"]


def test_every_run_says_what_a_filter_holds_so_that_a_run_cut_short_loses_nothing():
    app = run(kreis="12062", jahr="2017", kreise=["12071"], ohne="ja").run()
    assert answer(app) == {"one": "12062", "year": 2017, "many": ["12071"], "switch": True, "notices": []}
    starts = [app.selectbox("kreis"), app.select_slider("jahr"), app.multiselect("kreise"), app.toggle("ohne")]
    assert [one.proto.set_value for one in starts] == [False] * 4
    assert app.selectbox("kreis").proto.default == 0
    assert list(app.select_slider("jahr").proto.default) == [1]
    assert list(app.multiselect("kreise").proto.default) == [1]
    assert app.toggle("ohne").proto.default is True


def test_of_two_values_one_is_shown_and_both_are_named():
    app = run(kreis=["12062", "12071", "12062"], jahr=["2016", "2017"], kreise=["12062", "12071"])
    found = answer(app)
    assert (found["one"], found["year"], found["many"]) == ("12071", 2017, ["12062", "12071"])
    assert found["notices"] == [
        "Kreis: Die Adresse fragt nach „12062“ und „12071“ zugleich. Gezeigt wird „12071“.",
        "Jahr: Die Adresse fragt nach „2016“ und „2017“ zugleich. Gezeigt wird „2017“.",
    ]
    # The year is no default, so it stays in the address, alone.
    assert address(app) == {"jahr": ["2017"], "kreise": ["12062", "12071"]}
    assert answer(run(jahr=["2016", "2016"]))["notices"] == []


def test_a_bad_value_gives_a_notice_and_the_default_and_leaves_the_address():
    app = run(kreis="99999", jahr="1999", kreise=["12062", "x"])
    found = answer(app)
    assert (found["one"], found["year"], found["many"]) == ("12071", 2018, ["12062"])
    assert [notice.split(":")[0] for notice in found["notices"]] == ["Kreis", "Jahr", "Kreise"]
    assert "„99999“" in found["notices"][0]
    assert address(app) == {"kreise": ["12062"]}


def test_a_choice_goes_into_the_address_as_a_code_and_the_default_leaves_it():
    app = run()
    app.selectbox("kreis").set_value("12062").run()
    assert address(app)["kreis"] == ["12062"]
    app.selectbox("kreis").set_value("12071").run()
    assert "kreis" not in address(app)


def test_a_field_without_a_place_in_the_address_is_kept_while_another_page_is_shown():
    app = run_page("versionen")
    year = app.selectbox("origin_migration_year")
    year.set_value("2014").run()
    app.switch_page("views/impressum.py").run()
    assert app.title[0].value == "Impressum"
    app.switch_page("views/versionen.py").run()
    assert app.selectbox("origin_migration_year").value == "2014"
    app.selectbox("origin_migration_year").set_value("2015").run()
    assert app.selectbox("origin_migration_year").value == "2015"
