"""Converts a spreadsheet to XForm XML, in a process of its own that is held to its limits."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from typing import Any

from bot.xlsform.errors import Fault, FormRefused, Problem

__all__ = ["FILE_TYPES", "MAX_FILE", "convert"]

FILE_TYPES = frozenset((".csv", ".md", ".xls", ".xlsx"))
MAX_FILE = 5_000_000
_MAX_UNPACKED = 50_000_000
_MAX_MEMBERS = 1_000
_WALL_SECONDS = 30


def convert(content: bytes, file_type: str = ".md") -> str:
    """The XForm XML of a spreadsheet that can run here, or FormRefused."""
    if file_type not in FILE_TYPES:
        raise _refused(Fault.UNREADABLE, file_type)
    if len(content) > MAX_FILE:
        raise _refused(Fault.FILE_TOO_BIG, str(MAX_FILE))
    if file_type == ".xlsx":
        _check_zip(content)
    answer = _converted(content, file_type)
    if "problems" in answer:
        raise FormRefused(tuple(_problem(**one) for one in answer["problems"]))
    return str(answer["xml"])


def _check_zip(content: bytes) -> None:
    try:
        members = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused(Fault.UNREADABLE, str(error)) from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED:
        raise _refused(Fault.FILE_TOO_BIG, str(_MAX_UNPACKED))


def _converted(content: bytes, file_type: str) -> dict[str, Any]:
    # Nothing of our environment goes along: a spreadsheet needs no secrets.
    command = [sys.executable, "-I", "-X", "utf8", "-m", "bot.xlsform.worker", file_type]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell, a fixed set of types.
            command, input=content, capture_output=True, env={}, timeout=_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as expired:
        raise _refused(Fault.TOO_SLOW, str(_WALL_SECONDS)) from expired
    if done.returncode < 0:
        raise _refused(Fault.TOO_SLOW, str(_WALL_SECONDS))
    if done.returncode > 0:
        raise _refused(Fault.NOT_CONVERTIBLE, _last_line(done.stderr))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1][:500] if lines else ""


def _problem(fault: str, **place: Any) -> Problem:
    return Problem(Fault(fault), **place)


def _refused(fault: Fault, detail: str) -> FormRefused:
    return FormRefused((Problem(fault, detail),))
