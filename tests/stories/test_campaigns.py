"""Campaigns in virtual time: who is told what, and when; what they answer, and what comes of it.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest

from bot.db import campaigns
from bot.domain.audience import Audience, Who
from bot.domain.campaign import Ask, Campaign, Item, Objection, Stage, Step
from bot.domain.experiment import Arm, Outcome, Spread
from bot.usecases import conducting
from bot.usecases.office import Office
from tests.factories import a_person
from tests.stories.conftest import Story

DAY = timedelta(days=1)
FIRST = date(2026, 11, 24)
ONE = 1


def says(code: str, after: int, text: str, stage: Stage | None = None, **more: object) -> Step:
    return Step(code, after * DAY, {"id": text, "en": f"{text} (en)"}, stage, **more)  # type: ignore[arg-type]


TOLD = (
    says("why", 0, "{nama}, mengapa ini ada.", ask=Ask.REACTION),
    says("more", 2, "{nama}, mengapa, sekali lagi.", Stage.AWARENESS, ask=Ask.REACTION),
    says("fit", 2, "{nama}, cocok untuk {unit}.", Stage.DESIRE, ask=Ask.REACTION),
    says("pulse", 7, "{nama}, satu ketukan.", ask=Ask.PULSE, item=Item.BURDEN),
    says("end", 14, "{nama}, sampai di sini."),
)

OBJECTIONS = (
    Objection("adil", {"id": "Adil atau tidak", "en": "Fair or not"}, {"id": "Begini adilnya."}),
    Objection("waktu", {"id": "Waktu yang habis"}, {"id": "Lima menit, {nama}."}),
)


def a_campaign(
    known: Iterable[Step] = TOLD, arms: Iterable[Arm] = (Arm("semua"),), days: int = 30
) -> Campaign:
    return Campaign(
        "coba", "Tujuan", Audience(Who.EMPLOYEES), FIRST, FIRST + days * DAY, tuple(known),
        OBJECTIONS, Outcome.ANSWERED, 0 * DAY, tuple(arms), Spread.STRATIFIED,
    )  # fmt: skip


@pytest.fixture
def office(story: Story) -> Office:
    return story.torang.ticks.office


@pytest.fixture
def launch(story: Story, office: Office) -> Callable[[Campaign], int]:
    """Keep a campaign and launch it; its id."""

    def launched(one: Campaign) -> int:
        campaign_id, number = story.database.now(campaigns.put, one)
        now = story.clock.at
        story.database.now(
            conducting.launch, office, a_person(admin=True), campaign_id, number, now
        )
        return campaign_id

    return launched


Launch = Callable[[Campaign], int]


async def test_each_is_told_what_is_for_where_they_stand(story: Story, launch: Launch) -> None:
    launch(a_campaign())
    await story.until(11, 24, 10)
    sure, doubting, _silent = (story.people[n] for n in (1, 2, 3))

    await sure.taps("Masuk akal")
    assert "✓ Terima kasih, sudah dicatat." in sure.text
    assert sure.labels == []
    await doubting.taps("Masih ragu")
    assert doubting.text.startswith("Terima kasih sudah terus terang.")
    await doubting.taps("Waktu yang habis")
    assert "Lima menit, Pegawai 2." in doubting.text
    await doubting.taps("Cukup jelas")
    assert doubting.labels == []

    await story.until(12, 9, 9)
    assert story.read[1] == [
        "Tue 24 Nov 09.00 mengapa ini ada.",
        "Thu 26 Nov 08.00 cocok untuk KTP elektronik.",
        # Not at 08.00: that would be the third within seven days.
        "Tue 01 Dec 09.00 satu ketukan.",
        "Tue 08 Dec 08.00 sampai di sini.",
    ]
    assert (
        story.read[2]
        == story.read[3]
        == [
            "Tue 24 Nov 09.00 mengapa ini ada.",
            "Thu 26 Nov 08.00 mengapa, sekali lagi.",
            # Not at 08.00: that would be the third within seven days.
            "Tue 01 Dec 09.00 satu ketukan.",
            "Tue 08 Dec 08.00 sampai di sini.",
        ]
    )
