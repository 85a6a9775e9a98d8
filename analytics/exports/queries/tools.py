"""The questions by name, with their parameters read off their signatures: one list for the server and the command."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from analytics.exports.answers.parameters import Parameter, read_parameters
from analytics.exports.queries.answer import Answer, Refusal, RefusedError, refuse
from analytics.exports.queries.districts import profile
from analytics.exports.queries.downloads import download
from analytics.exports.queries.measures import search_measure
from analytics.exports.queries.network import effects, initiatives
from analytics.exports.queries.places import near, search_place
from analytics.exports.queries.ranking import rank, rank_by_change
from analytics.exports.queries.values import get_values
from analytics.language import Wording, error_sentence
from data.atlas import Atlas
from data.errors import AtlasError

TOOLS: dict[str, Callable[..., Answer]] = {
    tool.__name__: tool
    for tool in (
        search_place,
        search_measure,
        get_values,
        rank,
        rank_by_change,
        profile,
        near,
        initiatives,
        effects,
        download,
    )
}
_LONGEST_TEXT, _LONGEST_LIST = 200, 60


def parameters(tool: str) -> tuple[Parameter, ...]:
    """The parameters of a tool, in the order of its signature."""
    return read_parameters(TOOLS[tool])


def about(tool: str) -> str:
    """What a tool is for: the first paragraph of its docstring."""
    return inspect.cleandoc(TOOLS[tool].__doc__ or "").partition("\n\n")[0]


def ask(atlas: Atlas, w: Wording, tool: str, given: Mapping[str, Any], *, base: str = "") -> Answer:
    """The answer of a tool; whatever cannot be answered is a refusal with its reason.

    Args:
        atlas: the data package.
        w: language of the answer.
        tool: one of `TOOLS`.
        given: its parameters; texts of numbers and lists (joined by commas) are read as such.
        base: address of the atlas, which addresses of downloads begin with; blank for the mere paths.
    """
    try:
        arguments = _read(w, tool, given) | ({"base": base} if tool == download.__name__ else {})
        return TOOLS[tool](atlas, w, **arguments)
    except RefusedError as error:
        return refuse(atlas, w, _repeat(tool, given), error.refusal)
    except AtlasError as error:
        return refuse(atlas, w, _repeat(tool, given), Refusal(error.code, error_sentence(error, w), ""))


def _repeat(tool: str, given: Mapping[str, Any]) -> str:
    """What was asked, cut short."""
    written = ", ".join(f"{name}={value}" for name, value in given.items())
    return f"{tool}({written})"[:_LONGEST_TEXT]


def _read(w: Wording, tool: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a tool.

    Raises:
        RefusedError: unknown_tool, unknown_parameter, missing_parameter or wrong_value.
    """
    if tool not in TOOLS:
        raise _wrong(w, "unknown_tool", w.text("There is no tool {name}.", name=w.quote(tool[:40])), TOOLS)
    known = {one.name: one for one in parameters(tool)}
    for name in given:
        if name not in known:
            sentence = w.text("The tool takes no parameter {name}.", name=w.quote(str(name)[:40]))
            raise _wrong(w, "unknown_parameter", sentence, known)
    read = {name: _value(w, known[name], value) for name, value in given.items() if value is not None}
    lacking = [one.name for one in known.values() if one.needed and read.get(one.name) in (None, "", [])]
    if lacking:
        sentence = w.text("The tool needs the parameter {name}.", name=w.join(lacking))
        raise _wrong(w, "missing_parameter", sentence, known)
    return read


def _wrong(w: Wording, code: str, sentence: str, valid: Mapping[str, Any]) -> RefusedError:
    return RefusedError(code, sentence, w.text("Valid are: {valid}.", valid=", ".join(valid)))


def _value(w: Wording, parameter: Parameter, value: Any) -> Any:
    if not parameter.many:
        return _one(w, parameter, value)
    parts = value.strip("[] ").split(",") if isinstance(value, str) else value
    parts = list(parts) if isinstance(parts, list | tuple) else [parts]
    if len(parts) > _LONGEST_LIST:
        raise _bad(w, parameter, f"{len(parts)} …")
    return [_one(w, parameter, part) for part in parts if part != ""]


def _one(w: Wording, parameter: Parameter, value: Any) -> Any:
    """A single value; text that is a number is one where a number is wanted, and 2024.0 is whole, as JSON says."""
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    if parameter.kind is int:
        if isinstance(value, bool) or not text.isdecimal() or len(text) > 9:
            raise _bad(w, parameter, text)
        return int(text)
    if not isinstance(value, str | int) or len(text) > _LONGEST_TEXT:
        raise _bad(w, parameter, text)
    if parameter.choices and text not in parameter.choices:
        raise _bad(w, parameter, text)
    return text


def _bad(w: Wording, parameter: Parameter, text: str) -> RefusedError:
    sentence = w.text("The parameter {name} cannot be {value}.", name=w.quote(parameter.name), value=w.quote(text[:40]))
    return RefusedError("wrong_value", sentence, _wanted(w, parameter))


def _wanted(w: Wording, parameter: Parameter) -> str:
    """What a parameter takes."""
    if parameter.choices:
        return w.text("Valid are: {valid}.", valid=", ".join(filter(None, parameter.choices)))
    kind = (
        w.text("a whole number, 0 or more")
        if parameter.kind is int
        else w.text("words, at most {n} signs", n=_LONGEST_TEXT)
    )
    many = w.text("a list of at most {n}, each: {kind}", n=_LONGEST_LIST, kind=kind)
    return w.text("Wanted is {kind}.", kind=many if parameter.many else kind)
