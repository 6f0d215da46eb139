"""What other engines answered, recorded; every case is met, or listed here with its reason.

A listed case that starts to be met fails the test: the lists only shrink knowingly.
"""

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from defusedxml.ElementTree import fromstring
from pyxform.xls2xform import convert

from bot.xlsform.errors import ExpressionRefused, Fault, FormRefused
from bot.xlsform.form import compile_form
from bot.xlsform.tree import Node, plant
from bot.xlsform.values import World, number, read, string, truth
from bot.xlsform.xpath import compiled
from tests.data import outside_data
from tests.xlsform.scenarios import divergences, draft_of, key_of
from tests.xlsform.xpath_cases import a_context, met, world_of

LATER_FUNCTIONS = frozenset(
    (
        "area",
        "base64-decode",
        "checklist",
        "decimal-time",
        "digest",
        "distance",
        "geofence",
        "indexed-repeat",
        "randomize",
        "weighted-checklist",
    )
)

NO_NODES_READ_AS_EMPTY = "JavaRosa: a comparison with no node compares with the empty string"
NAMES_WITHOUT_PREFIX = "names are told apart without their namespaces, as in JavaRosa"
NO_NAMESPACE_AXIS = "forms have no use for the namespace axis"
NO_COMMENTS = "comments and processing instructions are not part of a form's tree"
DATE_IS_A_DAY = "date() gives YYYY-MM-DD, so it has no time of day"
DATES_ARE_STRINGS = "dates are strings, equal only when written alike; an impossible one is empty"
REFUSED_WHEN_COMPILED = "a function that is unknown or has too few arguments is refused at upload"
HALF_UP = "JavaRosa: half goes up, also below zero"
DATE_WITH_FRACTION = "a date is days since the epoch with their fraction, in number() too"
NO_EXPONENT = "JavaRosa: numbers have no exponent"
WHOLE_TEXT = "JavaRosa: the pattern has to match the whole text"

UNMET_XPATH = {
    "* != 0": NO_NODES_READ_AS_EMPTY,
    "'' = *": NO_NODES_READ_AS_EMPTY,
    "count(p)": NAMES_WITHOUT_PREFIX,
    "1 + count(p)": NAMES_WITHOUT_PREFIX,
    "name()": NAMES_WITHOUT_PREFIX,
    "name(attribute::node()[2])": NAMES_WITHOUT_PREFIX,
    "local-name(namespace::node())": NO_NAMESPACE_AXIS,
    "name(namespace::node())": NO_NAMESPACE_AXIS,
    "namespace-uri()": NO_COMMENTS,
    "string()": NO_COMMENTS,
    'date("1970-01-01T00:00:00.000+00:00")': DATE_IS_A_DAY,
    "date(0)": DATE_IS_A_DAY,
    "date(1)": DATE_IS_A_DAY,
    "date(1.5)": DATE_IS_A_DAY,
    "date-time(0) = date('1970-01-01T00:00:00.000+00:00')": DATE_IS_A_DAY,
    "date-time(14127) = date('2008-09-05T00:00:00.000+00:00')": DATE_IS_A_DAY,
    'decimal-date-time(date("2025-08-18T02:03:23.958Z"))': DATE_IS_A_DAY,
    "date('nonsense')": DATES_ARE_STRINGS,
    "date-time('2004-05-01') = date('2004-05-01')": DATES_ARE_STRINGS,
    "date-time('1970-01-01')": DATES_ARE_STRINGS,
    "false() and substring()": REFUSED_WHEN_COMPILED,
    "false() and substring() and true()": REFUSED_WHEN_COMPILED,
    "true() and false() and substring()": REFUSED_WHEN_COMPILED,
    "false() or true() or substring()": REFUSED_WHEN_COMPILED,
    "round(-1.5)": HALF_UP,
    'number("1970-01-01")': DATE_WITH_FRACTION,
    'number("1970-01-02")': DATE_WITH_FRACTION,
    'number("1969-12-31")': DATE_WITH_FRACTION,
    'number("2008-09-05")': DATE_WITH_FRACTION,
    'number("2026-08-27T08:27:00.000+07:00")': DATE_WITH_FRACTION,
    'number("2026-10-28T19:23:00.000+07:00")': DATE_WITH_FRACTION,
    'int("7.922021953507237e-12")': NO_EXPONENT,
    'regex(/simple/xpath/to/node, "[0-9]{3}")': WHOLE_TEXT,
}

UNMET_RXEVAL = {
    "/data/household/resident[2]/nome": "a position in a predicate counts, as in XPath 1.0",
    ".": "a group's value is the text of all below it, as in XPath 1.0",
    "once(/data/age)": "it stands at a group here, whose value is the text of all below it",
    'substring("hello", 0, 3)': "XPath 1.0 counts from 1, so that place 0 holds nothing",
}

DATES_COME_LATER = "its form holds a date that is cut to its type; dates come in a later release"
UNMET_SCENARIOS = {
    "has a string runtime value": DATES_COME_LATER,
    "has a string static type": DATES_COME_LATER,
    "has a bigint | null static type": DATES_COME_LATER,
    "has a number | null static type": DATES_COME_LATER,
    "has a null blank value": DATES_COME_LATER,
    "has a null as blank value": DATES_COME_LATER,
    "restores previously selected items when an itemset filter change restores their"
    " availability for selection": "JavaRosa: a choice that is no longer offered is cleared",
    "editing instance": "it edits a submission; an interview always begins a new one",
}

REFUSED_SCENARIOS = {
    "by self reference in relevance > should fail": "the recorded engine should have refused it",
    "supports codependant relevant conditions": "a cycle: neither could ever become relevant",
    "'returns first match when there are mu…'": "its main instance has two nodes of one name",
    "'returns empty string when uses not ex…'": "its main instance has two nodes of one name",
    "excludes default values on nodes which are non-relevant on init": "it binds a missing node",
    "(issue 119) target question > should be relevant": "it binds by relative paths",
}

# What forms ask for that comes in later releases: kinds of questions, actions, files, functions.
LATER_FEATURES = frozenset(
    (
        "audio",
        "barcode",
        "big-image",
        "boolean",
        "date",
        "dateTime",
        "decimal",
        "geopoint",
        "geoshape",
        "geotrace",
        "image",
        "property",
        "range",
        "rank",
        "repeat",
        "select",
        "setgeopoint",
        "setvalue",
        "time",
        "timestamp",
        "trigger",
        "upload",
        "video",
    )
)


def test_every_recorded_xpath_case_is_met_or_listed() -> None:
    cases = list(_recorded("conformance/webforms-xpath.ndjson.gz"))
    unmet = {
        case["expr"].strip() for case in cases if _calls_ours(case["expr"]) and not _met(case)
    }

    assert unmet == UNMET_XPATH.keys()


def test_every_recorded_case_that_names_a_later_function_is_refused_by_its_name() -> None:
    refusals = (
        _refused(case["expr"]) for case in _recorded("conformance/webforms-xpath.ndjson.gz")
    )
    unknown = {one.detail for one in refusals if one and one.fault is Fault.UNKNOWN_FUNCTION}

    assert unknown - {"explode", "explode-a", "fn"} <= LATER_FUNCTIONS


def test_every_expression_that_javarosa_answered_is_answered_alike_or_listed() -> None:
    ours = json.loads(outside_data("conformance/rxeval-javarosa-expected.json").read_text())
    other = json.loads(outside_data("conformance/rxeval-expected.json").read_text())
    main = plant(fromstring(outside_data("conformance/rxeval-instance.xml").read_text()))
    expected = {
        expression: other[expression] if answer["type"] == "error" else answer
        for expression, answer in ours.items()
        if expression != "$meta" and _calls_ours(expression)
    }
    unmet = {
        expression
        for expression, answer in expected.items()
        if _answer(expression, answer["type"], main) != answer["value"]
    }

    assert unmet == UNMET_RXEVAL.keys()


def test_every_recorded_scenario_goes_the_same_way_or_is_listed() -> None:
    cases = _recorded("conformance/webforms-scenario.ndjson.gz")
    outcomes = [(case["test"], _scenario(case)) for case in cases]
    unmet = {_listed(test, UNMET_SCENARIOS) for test, outcome in outcomes if outcome == "unmet"}
    refused = {_listed(test, REFUSED_SCENARIOS) for test, how in outcomes if how == "refused"}

    assert unmet == UNMET_SCENARIOS.keys()
    assert refused == REFUSED_SCENARIOS.keys()


def test_every_walk_that_javarosa_took_ends_with_the_same_answers() -> None:
    ends = [_walk(case) for case in _recorded("conformance/oracle-walks.ndjson.gz")]

    assert [end for end in ends if end] == []


def _recorded(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(outside_data(name), "rt") as lines:
        yield from map(json.loads, lines)


def _refused(expression: str) -> ExpressionRefused | None:
    try:
        compiled(expression)
    except ExpressionRefused as refused:
        return refused
    return None


def _calls_ours(expression: str) -> bool:
    """Whether every function is known; what is refused for another reason is ours to answer."""
    refused = _refused(expression)
    return refused is None or refused.fault is not Fault.UNKNOWN_FUNCTION


def _met(case: dict[str, Any]) -> bool:
    try:
        return met(case)
    except (ExpressionRefused, IndexError):
        # A place that our tree does not have is as unmet as a wrong answer.
        return False


def _answer(expression: str, kind: str, main: Node) -> object:
    world = _brazilian(main)
    value = compiled(expression).value(world, main.children[0])
    match kind:
        case "number":
            got = number(value, world)
            return got if got == got and abs(got) != float("inf") else string(got, world)
        case "boolean":
            return truth(value, world)
        case "nodeset" if isinstance(value, list):
            return [read(node, world) for node in value]
        case _:
            return string(value, world)


def _brazilian(main: Node) -> World:
    """The world in which the expressions were recorded, three hours behind Greenwich."""
    world = world_of(main)
    world.context = a_context(datetime(2026, 8, 7, tzinfo=ZoneInfo("America/Sao_Paulo")))
    return world


def _scenario(case: dict[str, Any]) -> str:
    try:
        form = compile_form(case["xml"])
    except FormRefused as refused:
        return "later" if _comes_later(refused) else "refused"
    return "unmet" if divergences(form, case) else "met"


def _comes_later(refused: FormRefused) -> bool:
    return any(
        problem.detail in LATER_FEATURES | LATER_FUNCTIONS or problem.detail.startswith("jr://")
        for problem in refused.problems
        if problem.fault in (Fault.UNSUPPORTED, Fault.UNKNOWN_FUNCTION)
    )


def _listed(test: str, names: dict[str, str]) -> str:
    """The listed name that the test ends with, or the test's own."""
    return next((name for name in names if test.endswith(name)), test)


def _walk(case: dict[str, Any]) -> list[str]:
    """Where our answers differ at the end; nothing for a form that comes later."""
    content = outside_data(f"xlsforms/{case['file']}").read_bytes()
    xml = convert(content, file_type=f".{case['file'].rpartition('.')[2]}").xform
    try:
        draft = draft_of(compile_form(xml))
    except FormRefused as refused:
        return [] if _comes_later(refused) else [case["file"], repr(refused)]
    for path, value, _ in case["steps"]:
        draft.put(key_of(path), value)
        draft.settle()
    return [
        f"{case['file']} {path}"
        for path, (relevant, value, _) in case["javarosa"]["vals"].items()
        if "uuid:" not in value
        and (key_of(path) not in draft.at.hidden, draft.values.get(key_of(path), ""))
        != (relevant, value)
    ]
