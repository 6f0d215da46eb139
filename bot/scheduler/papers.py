"""What an admin asked for that takes long: invitations, lists, how a campaign would run and what
it has brought, results to be filed, posters."""

import asyncio
from dataclasses import dataclass

from aiogram import Bot

from bot.db import people
from bot.db.database import Database
from bot.domain.errand import Errand, ErrandKind
from bot.domain.people import Person
from bot.domain.time import Clock
from bot.reports import rows
from bot.reports.attendance import attendance_list
from bot.reports.chart import chart
from bot.reports.findings import findings_workbook
from bot.reports.invitations import cards, listing
from bot.reports.posters import poster, table_cards
from bot.reports.recap import recapitulation
from bot.reports.report import results_report
from bot.reports.workbook import results_workbook
from bot.telegram.card import Card, Letterhead
from bot.telegram.views import campaigns as campaign_views
from bot.telegram.views import findings as findings_views
from bot.telegram.views import linking as linking_views
from bot.telegram.views import papers as views
from bot.telegram.views import posters as poster_views
from bot.telegram.views import report as report_views
from bot.telegram.views import results as result_views
from bot.usecases import evaluating, filing, linking, posters, reporting, results, run_throughs
from bot.usecases.office import Office

__all__ = ["Paper", "Papers"]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is said of it, and the file; without content there is none to send."""

    card: Card
    name: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Papers:
    """Makes one file after the other, in a thread of its own."""

    database: Database
    office: Office
    bot: Bot
    letterhead: Letterhead
    clock: Clock

    async def made(self, errand: Errand, person: Person) -> Paper:
        """The file that this person asked for, who must be an admin still where only they may."""
        make = {
            ErrandKind.ATTENDANCE: self._attendance,
            ErrandKind.RECAP: self._recap,
            ErrandKind.REHEARSAL: self._rehearsal,
            ErrandKind.FINDINGS: self._findings,
            ErrandKind.CHART: self._chart,
            ErrandKind.PUBLISHED: self._published,
            ErrandKind.REPORT: self._results,
            ErrandKind.WORKBOOK: self._results,
            ErrandKind.ROWS: self._results,
            ErrandKind.POSTER: self._poster,
            ErrandKind.TABLE_CARDS: self._poster,
        }.get(errand.kind, self._invitations)
        return await make(errand, person)

    async def _attendance(self, errand: Errand, person: Person) -> Paper:
        found = await self.database.read(reporting.register, person, int(errand.about))
        if not found.participants:
            return Paper(views.nobody_expected(found))
        content = await asyncio.to_thread(attendance_list, self.letterhead.name, found)
        course = found.course
        name = f"daftar-hadir-{course.training.code}-{course.session.code}.xlsx"
        return Paper(views.attendance(found), name, content)

    async def _recap(self, errand: Errand, person: Person) -> Paper:
        year, _colon, unit = errand.about.partition(":")
        unit_id = int(unit) if unit else None
        found = await self.database.read(reporting.recap, self.office, person, unit_id, int(year))
        if not found.earners:
            return Paper(views.nobody_employed())
        content = await asyncio.to_thread(recapitulation, self.letterhead.name, found)
        return Paper(views.recap(found), f"rekap-jp-{found.year}.xlsx", content)

    async def _rehearsal(self, errand: Errand, person: Person) -> Paper:
        found, sizes = await self.database.read(run_throughs.staged, person, int(errand.about))
        people = min(sum(sizes), run_throughs.PEOPLE) or run_throughs.PEOPLE
        shown = await asyncio.to_thread(
            run_throughs.rehearse,
            found.campaign,
            self.office.calendar,
            self.office.zone,
            people,
            within=sizes,
        )
        return Paper(campaign_views.rehearsed(found, shown))

    async def _findings(self, errand: Errand, person: Person) -> Paper:
        campaign, _colon, page = errand.about.partition(":")
        basis = await self.database.write(
            evaluating.basis, self.office, person, int(campaign), self.clock()
        )
        found = await asyncio.to_thread(evaluating.evaluated, basis)
        if page != "file":
            return Paper(findings_views.page(found, page))
        content = await asyncio.to_thread(findings_workbook, self.letterhead.name, found)
        name = f"hasil-{found.found.campaign.code}.xlsx"
        return Paper(findings_views.sent(found), name, content)

    async def _results(self, errand: Errand, person: Person) -> Paper:
        wanted, now = filing.wanted(person, errand.about), self.clock()
        read, office = self.database.read, self.letterhead.name
        match errand.kind:
            case ErrandKind.REPORT:
                report = await read(filing.report, self.office, *wanted, now)
                figures, ending = report.figures, "pdf"
                content = await asyncio.to_thread(results_report, office, report)
            case ErrandKind.WORKBOOK:
                scored = await read(filing.workbook, self.office, *wanted, now)
                figures, ending = scored.figures, "xlsx"
                content = await asyncio.to_thread(results_workbook, office, scored)
            case _:
                scored = await read(filing.scored, self.office, *wanted, now)
                figures, ending = scored.figures, "zip"
                content = await asyncio.to_thread(rows.archive, scored)
        name = f"skm-{figures.basis.unit}-{figures.basis.period.code}.{ending}"
        return Paper(views.results(errand.kind, figures), name, content)

    async def _poster(self, errand: Errand, person: Person) -> Paper:
        username = (await self.bot.me()).username or ""
        found = await self.database.read(
            posters.asked_for, self.office, person, int(errand.about), self.clock()
        )
        of_all = errand.kind is ErrandKind.POSTER
        make, name = (poster, "poster") if of_all else (table_cards, "kartu-meja")
        content = await asyncio.to_thread(make, self.letterhead.name, username, found)
        unit_id = int(errand.about)
        return Paper(poster_views.printed(found, unit_id), f"{name}-{found.code}.pdf", content)

    async def _chart(self, errand: Errand, person: Person) -> Paper:
        unit, _colon, period = errand.about.partition(":")
        found = await self.database.read(
            results.reported, self.office, person, int(unit), period, self.clock()
        )
        if found.figures.index is None:
            return Paper(report_views.unit(found))
        picture = await asyncio.to_thread(chart, self.letterhead.name, found.figures)
        return Paper(report_views.unit(found, picture))

    async def _published(self, errand: Errand, person: Person) -> Paper:
        unit, _colon, period = errand.about.partition(":")
        found = await self.database.read(
            results.public, self.office, int(unit), period, self.clock()
        )
        following = await self.database.read(people.follows, person.id, int(unit))
        picture = None
        if found.figures is not None:
            picture = await asyncio.to_thread(chart, self.letterhead.name, found.figures)
        return Paper(
            result_views.result(found, following=following, web=self.office.web, picture=picture)
        )

    async def _invitations(self, errand: Errand, person: Person) -> Paper:
        """Codes are known only until the file is made: done again, they are made anew."""
        username = (await self.bot.me()).username or ""
        invited = await self.database.write(
            linking.invite, self.office, person, int(errand.about), self.clock()
        )
        if not invited:
            return Paper(linking_views.nobody_left())
        said = linking_views.made(len(invited))
        if errand.kind is ErrandKind.CARDS:
            content = await asyncio.to_thread(cards, self.letterhead.name, username, invited)
            return Paper(said, "undangan.pdf", content)
        content = await asyncio.to_thread(listing, username, invited)
        return Paper(said, "undangan.xlsx", content)
