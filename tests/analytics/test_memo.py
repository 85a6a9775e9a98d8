"""A measure kept for an atlas: computed once, and safe from its callers."""

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
