"""Forms made to break things are refused, in time and by name."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring

from bot.xlsform.convert import MAX_FILE, convert
from bot.xlsform.errors import EvaluationStopped, ExpressionRefused, Fault, FormRefused
from bot.xlsform.form import compile_form
from bot.xlsform.parser import MAX_DEPTH, MAX_STRING
from bot.xlsform.tree import plant
from bot.xlsform.xpath import compiled
from tests.xlsform.xpath_cases import world_of

HEADER = "| survey |\n| | type | name | label | relevant | constraint |\n"


def _xform(model: str = "", body: str = "", before: str = "") -> str:
    return f"""<?xml version="1.0"?>{before}
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
        <h:head><h:title>Jahat</h:title><model>
        <instance><data id="jahat"><a/></data></instance>{model}</model></h:head>
        <h:body>{body}</h:body></h:html>"""


def _faults(build: Callable[[], object]) -> set[Fault]:
    with pytest.raises(FormRefused) as refused:
        build()
    return {problem.fault for problem in refused.value.problems}


def test_the_frame_that_these_forms_are_put_in_is_a_form() -> None:
    assert compile_form(_xform(body='<input ref="/data/a"/>')).title == "Jahat"


def test_entities_that_multiply_are_refused() -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    bomb = _xform(before=f"<!DOCTYPE h [{laughs}]>", body="<input ref='/data/a'>&l9;</input>")

    assert _faults(lambda: compile_form(bomb)) == {Fault.UNREADABLE}


def test_an_entity_that_reads_a_file_is_refused() -> None:
    thief = _xform(before='<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/hostname">]>', body="&x;")

    assert _faults(lambda: compile_form(thief)) == {Fault.UNREADABLE}


@pytest.mark.parametrize("xml", ["", "x", "<a", "<data/>", "\x00", '<?xml version="1.0"?>'])
def test_what_is_no_xform_is_refused(xml: str) -> None:
    assert _faults(lambda: compile_form(xml)) == {Fault.UNREADABLE}


def test_groups_within_groups_without_end_are_refused() -> None:
    deep = _xform(body="<group>" * 50_000 + "</group>" * 50_000)

    assert _faults(lambda: compile_form(deep)) == {Fault.TOO_DEEP}


def test_an_expression_that_nests_too_deep_is_refused() -> None:
    deep = "(" * 2_000 + "1" + ")" * 2_000
    form = _xform(model=f'<bind nodeset="/data/a" relevant="{deep}"/>')

    assert _faults(lambda: compile_form(form)) == {Fault.TOO_DEEP}


def test_an_expression_may_nest_as_deep_as_the_limit() -> None:
    world = world_of(plant(fromstring("<a/>")))
    depth = MAX_DEPTH - 1

    assert compiled("(" * depth + "1" + ")" * depth).value(world, world.main) == 1


def test_a_long_chain_is_not_deep() -> None:
    world = world_of(plant(fromstring("<a/>")))

    assert compiled(" or ".join(["false()"] * 800)).value(world, world.main) is False


def test_an_expression_that_is_too_long_is_refused() -> None:
    form = _xform(model=f"""<bind nodeset="/data/a" relevant="'{"x" * MAX_STRING}'"/>""")

    assert _faults(lambda: compile_form(form)) == {Fault.TOO_LONG}


@pytest.mark.parametrize(
    ("attribute", "expression", "fault"),
    [
        ("relevant", "explode(1)", Fault.UNKNOWN_FUNCTION),
        ("relevant", "contains('a')", Fault.WRONG_ARITY),
        ("relevant", "1 +", Fault.SYNTAX),
        ("relevant", "/data/b = 1", Fault.UNKNOWN_NAME),
        ("relevant", "instance('x')/root/item", Fault.UNKNOWN_NAME),
        ("relevant", ". = 1", Fault.CYCLE),
        ("calculate", "/data/a + 1", Fault.CYCLE),
        ("constraint", "regex(., '(')", Fault.BAD_REGEX),
        ("constraint", "regex(., '(a|aa)+$')", Fault.TOO_MUCH_WORK),
        ("constraint", "random() > 0.5", Fault.NOT_REPEATABLE),
        ("type", "geopoint", Fault.UNSUPPORTED),
    ],
)
def test_what_cannot_run_is_refused_when_compiled(
    attribute: str, expression: str, fault: Fault
) -> None:
    bind = f'<bind nodeset="/data/a" {attribute}="{expression}"/>'
    form = _xform(model=bind, body='<input ref="/data/a"/>')

    assert _faults(lambda: compile_form(form)) == {fault}


def test_a_fault_in_an_expression_has_its_place() -> None:
    with pytest.raises(ExpressionRefused) as refused:
        compiled("1 + explode(2)")

    assert refused.value.position == 5


@pytest.mark.parametrize(
    "expression",
    [
        "count(//*[count(//*[count(//*) > 0]) > 0])",
        "count(//*[//* = //*])",
    ],
)
def test_an_expression_stops_when_it_has_visited_enough(expression: str) -> None:
    world = world_of(plant(fromstring("<a>" + "<b>1</b>" * 1_000 + "</a>")))
    with pytest.raises(EvaluationStopped) as stopped:
        compiled(expression).value(world, world.main)

    assert stopped.value.fault is Fault.TOO_MUCH_WORK


def test_a_string_grows_no_longer_than_the_limit() -> None:
    world = world_of(plant(fromstring(f"<a>{'x' * (MAX_STRING // 2)}</a>")))

    assert len(compiled("concat(/a, /a)").string(world, world.main)) == MAX_STRING
    with pytest.raises(EvaluationStopped) as stopped:
        compiled("concat(/a, /a, '!')").value(world, world.main)
    assert stopped.value.fault is Fault.TOO_LONG


def test_a_pattern_that_runs_away_is_stopped() -> None:
    world = world_of(plant(fromstring(f"<a>{'b' * 60}c</a>")))
    with pytest.raises(EvaluationStopped) as stopped:
        compiled("regex(/a, concat('(b|bb)+', '$'))").value(world, world.main)

    assert stopped.value.fault is Fault.TOO_MUCH_WORK


def test_a_file_that_is_too_big_is_not_even_read() -> None:
    assert _faults(lambda: convert(b"x" * (MAX_FILE + 1))) == {Fault.FILE_TOO_BIG}


def test_a_zip_that_unpacks_to_more_than_it_may_is_refused() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    assert _faults(lambda: convert(bomb.getvalue(), ".xlsx")) == {Fault.FILE_TOO_BIG}


@pytest.mark.parametrize(
    ("content", "file_type", "fault"),
    [
        (b"PK\x03\x04", ".xlsx", Fault.UNREADABLE),
        (b"| survey |", ".exe", Fault.UNREADABLE),
        (b"", ".md", Fault.NOT_CONVERTIBLE),
        (b"\xff\xfe\x00\xd8", ".md", Fault.NOT_CONVERTIBLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000, ".xls", Fault.NOT_CONVERTIBLE),
        (f"{HEADER}| | text | a | {'x' * 20_000} | | |".encode(), ".md", Fault.TOO_LONG),
        (b"| survey |\n| | type | name |\n" + b"|" * 100_000, ".md", Fault.NO_QUESTIONS),
    ],
    ids=[
        "half a zip",
        "a program",
        "nothing",
        "no text",
        "half an xls",
        "a long cell",
        "a wall of pipes",
    ],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes, file_type: str, fault: Fault) -> None:
    assert _faults(lambda: convert(content, file_type)) == {fault}


def test_every_cell_that_cannot_run_is_named_at_once() -> None:
    rows = "| | image | foto | Foto | | |\n| | text | a | A | foo(1) | ${b} = 1 and . > |\n"
    with pytest.raises(FormRefused) as refused:
        convert((HEADER + rows).encode())

    assert [
        (one.fault, one.sheet, one.row, one.column, one.position, one.detail)
        for one in refused.value.problems
    ] == [
        (Fault.UNSUPPORTED, "survey", 2, "type", None, "image"),
        (Fault.UNKNOWN_FUNCTION, "survey", 3, "relevant", 1, "foo"),
        (Fault.UNKNOWN_NAME, "survey", 3, "constraint", 1, "b"),
        (Fault.SYNTAX, "survey", 3, "constraint", 17, ""),
    ]
