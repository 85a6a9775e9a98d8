"""A measure kept for an atlas: computed once, and safe from its callers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.rates import compute_rates


def test_a_measure_is_computed_once_for_all_who_ask(atlas):
    asked = []
    measure = once_per_atlas(lambda facts: asked.append(1) or facts.kreise)
    assert measure(atlas).equals(measure(atlas))
    assert len(asked) == 1


def test_what_one_caller_writes_into_its_frame_no_other_caller_sees(atlas):
    mine = compute_rates(atlas)
    mine.loc[:, "net"] = 0
    mine["note"] = "mine"
    other = compute_rates(atlas)
    assert "note" not in other
    elbe_elster = other.query("ags == '12062' and year == 2018 and age_group == '30-50'")
    assert elbe_elster["net"].tolist() == [197]


def test_a_measure_with_a_choice_is_computed_once_for_each(atlas):
    asked = []
    measure = once_per_choice(lambda facts, choice: asked.append(choice) or facts.kreise.assign(choice=choice))
    for choice in ("a", "b", "a"):
        assert set(measure(atlas, choice)["choice"]) == {choice}
    assert asked == ["a", "b"]
    mine = measure(atlas, "a")
    mine["note"] = "mine"
    assert "note" not in measure(atlas, "a")


def test_those_who_ask_while_it_is_computed_wait_for_it(atlas):
    asked, everybody = [], Event()

    def compute(facts, choice=""):
        asked.append(choice)
        assert everybody.wait(10)
        return facts.kreise

    def ask(number):
        waiting.append(number)
        if len(waiting) == 4:
            everybody.set()
        return measures[number % 2](atlas)

    by_choice = once_per_choice(compute)
    measures = [once_per_atlas(compute), lambda facts: by_choice(facts, "a")]
    waiting: list[int] = []
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, range(4)))
    assert sorted(asked) == ["", "a"]
    assert all(one.equals(atlas.kreise) for one in found)
