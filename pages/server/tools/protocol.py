"""The tools as the official SDK serves them: their descriptions, their calls, nothing kept between two requests."""

from __future__ import annotations

import json
from dataclasses import is_dataclass, replace
from functools import lru_cache, partial
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import anyio
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from analytics.exports.answers.parameters import Parameter
from analytics.exports.queries.answer import Answer
from analytics.exports.queries.tools import TOOLS, about, ask, parameters
from analytics.language import LANGUAGES, Wording, error_sentence, get_wording
from data.atlas import Atlas
from data.errors import AtlasError
from pages.facts import served
from pages.facts.standing import standing_sentence
from pages.operation.settings import settings
from pages.server.parameters import BadParameterError, refusal
from pages.server.tools.sentences import MOST_KILOBYTES
from pages.session import cache
from pages.session.failure import log_failure
from pages.session.state import DEFAULT_LANGUAGE

# A page may need every other thread.
_AT_ONCE = 2
# Questions of some length are hardly asked twice, and who asks must not fill the memory.
_LONGEST_KEPT = 1000
# The caller's own mistakes, which it can correct; any other refusal is an answer.
_MISTAKES = frozenset({"unknown_tool", "unknown_parameter", "missing_parameter", "wrong_value"})
_JSON_NAMES = {str: "string", int: "integer", bool: "boolean"}
_INSTRUCTIONS = (
    "Moves over district borders, residents and return initiatives in Brandenburg (Germany), read-only. "
    "Begin with search_measure: much of what people ask (returners, motives) no source counts; then the answer has a "
    "refusal with the reason and what comes nearest: say both, and never estimate. "
    "With every figure say its unit, year, source and, when coverage.complete is false, coverage.sentence. "
    "`near` has three meanings that must not be mixed: kilometres, a shared border, likeness."
)


def make_manager() -> StreamableHTTPSessionManager:
    """Answers requests of the protocol; stateless, in plain JSON."""
    server: Server[Any] = Server(
        "ankommen-atlas",
        title="Ankommen-Atlas",
        version=served.atlas().version,
        instructions=_INSTRUCTIONS,
        on_list_tools=_list,
        on_call_tool=partial(_call, anyio.CapacityLimiter(_AT_ONCE)),
    )
    # Origins are judged before, with the rule of the web sockets; what is served is public, whatever name is asked.
    return StreamableHTTPSessionManager(
        server, json_response=True, stateless=True, max_request_body_size=MOST_KILOBYTES * 1024
    )  # fmt: skip


async def _list(_context: Any, _params: Any) -> types.ListToolsResult:
    return types.ListToolsResult(tools=list(_tools()))


async def _call(limiter: anyio.CapacityLimiter, _context: Any, params: types.CallToolRequestParams) -> Any:
    return await anyio.to_thread.run_sync(answer_call, params.name, dict(params.arguments or {}), limiter=limiter)


@lru_cache(maxsize=1)
def _tools() -> tuple[types.Tool, ...]:
    reads = types.ToolAnnotations(read_only_hint=True, open_world_hint=False, idempotent_hint=True)
    return tuple(
        types.Tool(
            name=tool,
            description=about(tool),
            input_schema=_input_schema(parameters(tool)),
            output_schema=describe_type(Answer),
            annotations=reads,
        )
        for tool in TOOLS
    )


def _input_schema(taken: tuple[Parameter, ...]) -> dict[str, Any]:
    language = {"type": "string", "enum": list(LANGUAGES), "default": DEFAULT_LANGUAGE, "description": "Of the answer"}
    return {
        "type": "object",
        "properties": {one.name: _property(one) for one in taken} | {"lang": language},
        "required": [one.name for one in taken if one.needed],
        "additionalProperties": False,
    }


def _property(one: Parameter) -> dict[str, Any]:
    single = {"type": _JSON_NAMES[one.kind]} | ({"enum": list(one.choices)} if one.choices else {})
    kind = {"type": "array", "items": single} if one.many else single
    return kind | {"description": one.about} | ({} if one.needed else {"default": one.default})


def describe_type(kind: Any) -> dict[str, Any]:
    """JSON Schema of a dataclass and what it is made of."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = {name: describe_type(hint) for name, hint in hints.items()}
        return {"type": "object", "properties": parts, "required": list(parts)}
    if get_origin(kind) is UnionType:
        return {"anyOf": [describe_type(one) for one in get_args(kind)]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": describe_type(get_args(kind)[0])}
    if get_origin(kind) is dict:
        return {"type": "object"}
    return {"type": "null"} if kind is type(None) else {"type": _JSON_NAMES[kind]}


def answer_call(tool: str, given: dict[str, Any]) -> types.CallToolResult:
    """The answer of a tool; whatever fails ends in a sentence."""
    named = given.pop("lang", None)
    lang = DEFAULT_LANGUAGE if named is None else named
    w = get_wording(lang if lang in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        if lang not in LANGUAGES:
            return _mistake(refusal(BadParameterError("lang", str(lang), LANGUAGES), w))
        told = standing_sentence(served.standing(), w)
        question = json.dumps([tool, given])
        if len(question) > _LONGEST_KEPT:
            return _result(served.atlas(), w, question=question, told=told)
        return cache.computed_in(lang, _result, question=question, told=told)
    except AtlasError as error:
        return _mistake(error_sentence(error, w))
    except Exception as error:
        mark = log_failure(error)
        return _mistake(w.text("This did not work. If it fails again, please tell us this mark: {mark}", mark=mark))


def _result(atlas: Atlas, w: Wording, *, question: str, told: str) -> types.CallToolResult:
    """The answer to a tool and its parameters; while other figures than the active ones are shown, it says so first."""
    answer = ask(atlas, w, *json.loads(question), base=settings().public_url.rstrip("/"))
    if told:
        answer = replace(answer, limits=(told, *answer.limits))
    plain = answer.plain()
    text = types.TextContent(type="text", text=json.dumps(plain, ensure_ascii=False, allow_nan=False))
    is_mistake = answer.refusal is not None and answer.refusal.code in _MISTAKES
    return types.CallToolResult(content=[text], structured_content=plain, is_error=is_mistake)


def _mistake(sentence: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=sentence)], is_error=True)
