"""Every tool for language models with odd arguments: a result or a sentence, never a trace, never a made-up row."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.exports.queries.tools import TOOLS, parameters
from pages.server.tools.protocol import answer_call

_TELLTALES = ("Traceback", "site-packages", "Error", ".py", "Kennung")
_ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
    st.sampled_from(["", "all", "Cottbus", "12052", "net", "9" * 400, "-1", "²", "٣", "\0", "\ud800", "[", ",",
                     "a" * 5000, ["Cottbus", None], [["net"]], [{}], list(range(100)), "{w}", "%s", "<b>"]),
)  # fmt: skip


def arguments(tool):
    """Some of a tool's parameters, each with a value it takes or with an odd one, and now and then one of nobody's."""
    known = {
        one.name: st.one_of(_ODD, st.sampled_from(one.choices)) if one.choices else _ODD for one in parameters(tool)
    }
    return st.fixed_dictionaries({}, optional=known | {"lang": st.one_of(st.just("en"), _ODD), "nobodys": _ODD})


@pytest.mark.parametrize("tool", [*TOOLS, "nothing"])
def test_odd_arguments_end_in_rows_or_in_a_sentence(tool):
    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(given=arguments(tool) if tool in TOOLS else st.dictionaries(st.text(max_size=5), _ODD, max_size=2))
    def ask(given):
        result = answer_call(tool, dict(given))
        (text,) = (part.text for part in result.content)
        json.dumps(result.model_dump(mode="json"), allow_nan=False).encode()
        if result.structured_content is None:
            reason = text
        else:
            answer = json.loads(text)
            assert answer == result.structured_content
            assert (answer["refusal"] is None) is not (answer["rows"] == [])
            reason = (answer["refusal"] or {"reason": "Rows."})["reason"]
        assert len(reason) > 4
        assert reason[-1] in ".“)"
        assert not any(mark in reason for mark in _TELLTALES)

    ask()
