"""What people answer in a campaign is theirs: the database alone tells nobody's stance."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from bot.db import campaigns
from bot.db.base import Base, Db
from bot.usecases import conducting, steps
from bot.usecases.office import Office
from tests.stories.conftest import Story
from tests.stories.test_campaigns import ADMIN, Launch, a_campaign, launch, office

__all__ = ["launch", "office"]

Row = dict[str, Any]

# What everybody has of their own, and numbers that are given out one after the other.
OWN = {"id", "employee_id", "person_id", "name", "nip", "dedupe_key", "message_id"}

AGREES, OBJECTS, SILENT = 1, 2, 3


def everything(db: Db) -> dict[str, list[Row]]:
    """All rows of all tables, as in a dump."""
    return {
        name: [dict(row) for row in db.execute(select(table)).mappings()]
        for name, table in Base.metadata.tables.items()
    }


def about(dump: dict[str, list[Row]], n: int) -> list[str]:
    """All that leads to an employee, without what tells them from others."""
    found = []
    for table, rows in dump.items():
        for row in rows:
            if row.get("employee_id") == n or row.get("person_id") == 2000 + n:
                kept = {k: v for k, v in row.items() if k not in OWN}
                found.append(f"{table} {sorted(kept.items(), key=str)}")
    return sorted(found)


def values(dump: dict[str, list[Row]]) -> Iterator[Any]:
    for rows in dump.values():
        for row in rows:
            yield from row.values()


async def answered(story: Story) -> None:
    """One agrees with everything, one objects to everything, one says nothing."""
    await story.until(11, 24, 10)
    await story.people[AGREES].taps("Masuk akal")
    await story.people[OBJECTS].taps("Keberatan")
    await story.people[OBJECTS].taps("Adil atau tidak")
    await story.people[OBJECTS].taps("Cukup jelas")
    await story.until(12, 2, 10)
    await story.people[AGREES].taps("Sangat tidak setuju")
    await story.people[OBJECTS].taps("Sangat setuju")
    await story.until(12, 10, 10)


async def test_whatever_leads_to_an_employee_is_the_same_whatever_they_answered(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign())
    await answered(story)
    dump = story.database.now(everything)

    stands = [
        story.database.now(steps.stance_of, office, campaign_id, n) for n in (AGREES, OBJECTS)
    ]
    assert stands[0].stage is not stands[1].stage
    assert story.read[AGREES] != story.read[OBJECTS]
    assert about(dump, AGREES) == about(dump, OBJECTS) == about(dump, SILENT)
    assert len(about(dump, AGREES)) > 4


async def test_a_stance_lies_under_a_mark_that_stands_nowhere_else_and_is_sealed(
    story: Story, launch: Launch
) -> None:
    launch(a_campaign())
    await answered(story)
    dump = story.database.now(everything)
    mine = dump.pop("stance")

    assert len(mine) == 2
    assert {frozenset(row) for row in mine} == {frozenset({"campaign_id", "mark", "sealed"})}
    own = {row[name] for row in mine for name in ("mark", "sealed")}
    others = list(values(dump))
    assert not own & {value for value in others if isinstance(value, bytes)}
    whole = "\n".join(map(str, others))
    assert not any(row["mark"].hex() in whole for row in mine)
    # Neither says how much was said.
    assert len({len(row["sealed"]) for row in mine}) == 1
    for word in ("agrees", "objects", "desire", "adil"):
        assert not any(word.encode() in row["sealed"] for row in mine)


async def test_hapus_deletes_what_somebody_answered_and_dataku_names_it(
    story: Story, launch: Launch
) -> None:
    launch(a_campaign())
    await answered(story)
    chat = story.people[AGREES]

    await chat.says("/dataku")
    assert "Kampanye yang Anda ikuti: coba." in chat.text
    await chat.says("/hapus")
    await chat.taps("Hapus data saya")
    assert len(story.database.now(everything)["stance"]) == 1


async def test_thirty_days_after_the_end_nobody_knows_any_more_who_said_what(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign())
    await answered(story)
    await story.people[OBJECTS].says("/start")
    story.database.now(conducting.end, office, ADMIN, campaign_id, story.clock.at)

    await story.until(1, 8, 23)
    assert len(story.database.now(everything)["stance"]) == 2
    await story.until(1, 9, 1)
    assert story.database.now(everything)["stance"] == []
    # What may be told of all of them stays.
    assert story.database.now(campaigns.result, campaign_id) is not None
