"""The process that converts one spreadsheet: standard input in, one JSON object out.

It is the only part that imports pyxform. Whatever goes wrong in there ends this process with a
message on standard error, and its caller refuses the form.
"""

import json
import re
import resource
import sys
from dataclasses import asdict
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform
from pyxform.xls2xform import convert

from bot.xlsform import lint
from bot.xlsform.errors import Fault, FormRefused, Problem
from bot.xlsform.form import compile_form

__all__ = ["main"]

_CPU_SECONDS = 20
_MEMORY = 1_000_000_000
_ROW = re.compile(r"\[row : (\d+)\]\s*(?:On the '(\w+)' sheet)?")


def main() -> None:
    """Convert what stands on standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    json.dump(_answer(sys.stdin.buffer.read(), sys.argv[1]), sys.stdout)


def _answer(content: bytes, file_type: str) -> dict[str, Any]:
    try:
        return {"xml": _xml(content, file_type)}
    except FormRefused as refused:
        return {"problems": [asdict(problem) for problem in refused.problems]}


def _xml(content: bytes, file_type: str) -> str:
    try:
        survey: lint.Rows = get_xlsform(content, file_type=file_type).survey or ()
        found = tuple(lint.problems(survey))
        if found:
            raise FormRefused(found)
        xml: str = convert(content, file_type=file_type, validate=False).xform
    except PyXFormError as error:
        raise FormRefused((_problem(str(error)),)) from error
    _compile(xml, survey)
    return xml


def _compile(xml: str, survey: lint.Rows) -> None:
    try:
        compile_form(xml)
    except FormRefused as refused:
        places = (lint.located(problem, survey) for problem in refused.problems)
        raise FormRefused(tuple(places)) from refused


def _problem(message: str) -> Problem:
    found = _ROW.search(message)
    sheet, row = (found[2], int(found[1])) if found else (None, None)
    return Problem(Fault.NOT_CONVERTIBLE, message, sheet=sheet, row=row)


if __name__ == "__main__":
    main()
