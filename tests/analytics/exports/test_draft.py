"""A draft travels as a word and comes back whole; two drafts of the same presentation become one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.exports.presentation.collection import MOST_SLIDES, make_spec, pack_plain
from analytics.exports.presentation.draft import MOST_STEPS, Draft, Slide, Step, merge_drafts, pack_draft, unpack_draft
from data.errors import ExportError

SPECS = (make_spec("growth"), make_spec("ranking", year=2015, age_group="18-25"), make_spec("kreis_facts", ags="12062"))
A, B, C = (Slide(number, spec) for number, spec in zip((11, 22, 33), SPECS, strict=True))
A_RENAMED = Slide(11, make_spec("growth", headline="Wir wachsen"))

slides = st.lists(
    st.builds(Slide, st.integers(1, 2**48), st.sampled_from((*SPECS, A_RENAMED.spec))), max_size=6,
    unique_by=lambda slide: slide.number,
).map(tuple)  # fmt: skip
steps = st.builds(Step, slides, st.text(st.characters(codec="utf-8"), max_size=30))
drafts = st.builds(Draft, steps, st.lists(steps, max_size=4).map(tuple))


@given(drafts)
def test_a_draft_comes_back_with_numbers_titles_and_earlier_states(draft):
    assert unpack_draft(pack_draft(draft)) == draft


def test_the_oldest_states_give_way_when_the_browser_could_not_keep_them_all():
    def full(n: int) -> Step:
        text = f"{n} " + "ä" * 60
        return Step(
            tuple(Slide(i + 1, make_spec("growth", headline=text * 3, remark=f"{i} {text}")) for i in range(60))
        )

    draft = Draft(full(99), tuple(full(n) for n in range(30)))
    kept = unpack_draft(pack_draft(draft))
    assert kept.now == draft.now
    assert 0 < len(kept.past) < 30
    assert kept.past == draft.past[-len(kept.past) :]


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"specs": [], "steps": []},
        {"specs": [], "steps": [["", [[1, 0]]]]},
        {"specs": [{"view": "growth"}], "steps": [["", [[1, 0], [1, 0]]]]},
        {"specs": [{"view": "growth"}], "steps": [["", [[0, 0]]]]},
        {"specs": [{"view": "growth"}], "steps": [["", [[True, 0]]]]},
        {"specs": [{"view": "growth"}], "steps": [[7, []]]},
        {"specs": [{"view": "nothing"}], "steps": [["", []]]},
        {"specs": [{"view": "growth"}], "steps": [["", [[n + 1, 0] for n in range(MOST_SLIDES + 1)]]]},
        {"specs": {}, "steps": [["", []]]},
    ],
)
def test_what_is_no_draft_is_refused(plain):
    with pytest.raises(ExportError):
        unpack_draft(pack_plain(plain))


@pytest.mark.parametrize("word", ["", "kaputt", "ä", "AAAA"])
def test_a_damaged_word_is_refused(word):
    with pytest.raises(ExportError):
        unpack_draft(word)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ((A, C), (A, B), (A, B, C)),  # each added one
        ((), (A,), ()),  # I removed, they did nothing
        ((A,), (), ()),  # they removed, I did nothing
        ((A_RENAMED,), (), (A_RENAMED,)),  # they removed what I rewrote: my words stay
        ((A_RENAMED,), (A, B), (A_RENAMED, B)),
        ((A, Slide(44, B.spec)), (A, B), (A, B)),  # both added the same view
    ],
)
def test_what_either_tab_did_is_done(mine, theirs, merged):
    assert merge_drafts(Step((A,)), Step(mine), Draft(Step(theirs))).now.slides == merged


def test_the_order_follows_whoever_moved():
    base = Step((A, B))
    assert merge_drafts(base, Step((B, A)), Draft(Step((A, B, C)))).now.slides == (B, A, C)
    assert merge_drafts(base, Step((A, B, C)), Draft(Step((B, A)))).now.slides == (B, A, C)


def test_the_title_follows_whoever_changed_it():
    base = Step((A,), "Alt")
    assert merge_drafts(base, Step((A,), "Mein"), Draft(Step((A, B), "Alt"))).now.title == "Mein"
    assert merge_drafts(base, Step((A, B), "Alt"), Draft(Step((A,), "Ihr"))).now.title == "Ihr"


def test_after_a_merge_the_other_tabs_state_can_be_brought_back():
    theirs = Draft(Step((A, B)), (Step((A,)),))
    assert merge_drafts(Step((A,)), Step((A, C)), theirs).past == (Step((A,)), Step((A, B)))


@settings(max_examples=50)
@given(steps, drafts)
def test_merging_a_side_that_did_nothing_gives_the_other_side(base, theirs):
    assert merge_drafts(base, base, theirs).now.slides == theirs.now.slides
    assert len(merge_drafts(base, base, theirs).past) <= MOST_STEPS
