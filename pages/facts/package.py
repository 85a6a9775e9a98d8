"""The data package as it is served: its files, its description, and how its figures stand."""

import hashlib
from functools import lru_cache
from typing import Any

from analytics.language import get_wording
from analytics.subjects.sources.figures import Resource, read_resources
from data.records import load_descriptor
from data.records.writing import write_table
from pages.facts import served
from pages.facts.served import FactsKey
from pages.facts.standing import Standing, standing_sentence


def stored_files() -> dict[str, bytes]:
    """Tables that are no longer as shipped, as files: name -> content."""
    return _stored_files(FactsKey(served.atlas()))


@lru_cache(maxsize=2)
def _stored_files(facts: FactsKey) -> dict[str, bytes]:
    now, then = facts.atlas.tables(), served.shipped().tables()
    return {f"{name}.csv": write_table(now[name], name) for name in now if now[name] is not then[name]}


def descriptor() -> dict[str, Any]:
    """What the data package says about itself, in the active versions; nobody writes to it."""
    described, told = _descriptor(FactsKey(served.atlas())), served.standing()
    return described if told.is_well else _with_standing(described, told, served.active_tables())


def _with_standing(described: dict[str, Any], told: Standing, tables: frozenset[str]) -> dict[str, Any]:
    """The description with how its figures stand: a field for machines, and words where the catalogue shows them."""
    words = {"description": standing_sentence(told, get_wording("en"))}
    words["description_de"] = standing_sentence(told, get_wording("de"))

    def noted(entry: dict[str, Any]) -> dict[str, Any]:
        return entry | {name: f"{words[name]} {entry[name]}" for name in words if name in entry}

    resources = [noted(one) if one["name"] in tables else one for one in described["resources"]]
    return noted(described) | {"resources": resources, "standing": told.fields()}


@lru_cache(maxsize=2)
def _descriptor(facts: FactsKey) -> dict[str, Any]:
    described, files = load_descriptor(), _stored_files(facts)
    for resource in described["resources"]:
        content = files.get(f"{resource['name']}.csv")
        if content is not None:
            resource["bytes"] = len(content)
            resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
            resource["rows"] = len(facts.atlas.tables()[resource["name"]])
    return described


def resources() -> tuple[Resource, ...]:
    """Every file of the data package, in the active versions."""
    return _resources(FactsKey(served.atlas()))


@lru_cache(maxsize=2)
def _resources(facts: FactsKey) -> tuple[Resource, ...]:
    return read_resources(_descriptor(facts))
