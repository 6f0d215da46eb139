"""`torang …`: the commands and their options.

Each command imports what it does when it is called, so that `torang --help` is quick. What goes
wrong is one sentence on standard error, with exit status 1 (the data) or 2 (the call).
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.score import Order, Weight
from bot.texts import best, speaking

__all__ = ["main"]

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings, else ./config.toml.")
]
PortOption = Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")]
FreshOption = Annotated[bool, typer.Option("--fresh", help="Start over: forget what is there.")]
ParentOption = Annotated[bool, typer.Option("--with-parent", hidden=True)]

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only show the changes.")]
MOST_ACTED = 10_000

OrderOption = Annotated[
    Order | None, typer.Option(help="What columns U8 and U9 are: the list has them swapped.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="For machines.")]
WeightOption = Annotated[
    Weight, typer.Option(help="What an element weighs: exactly 1/9, or as old reports printed it.")
]


def main() -> None:
    """Run one command, in the language of the terminal."""
    with speaking(best(None, os.environ.get("LANG"))):
        _commands()()


def _commands() -> typer.Typer:
    def group(text: str) -> typer.Typer:
        return typer.Typer(
            help=text, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
        )

    torang = group("Citizens rate a public service in a chat, and the office learns from it.")
    for command in (
        demo,
        run,
        doctor,
        keys,
        link,
        poster,
        rehearse,
        report,
        skm,
        template,
        simulator,
    ):
        torang.command()(command)
    database, imports = group("The database."), group("Read a spreadsheet.")
    database.command("upgrade")(upgrade)
    database.command("recount")(recount)
    imports.command("units")(import_units)
    imports.command("roster")(import_roster)
    imports.command("trainings")(import_trainings)
    imports.command("campaign")(import_campaign)
    imports.command("responses")(import_responses)
    torang.add_typer(database, name="db")
    torang.add_typer(imports, name="import")
    return torang


def demo(port: PortOption = 8000, fresh: FreshOption = False, config: ConfigOption = None) -> None:
    """Try everything on this machine, without an account: a local Telegram, the bot, a page."""
    from bot.commands import serving

    serving.demo(port, config, fresh=fresh)


def simulator(
    port: PortOption = 8000,
    state: Annotated[Path, typer.Option(help="Folder for its state.")] = Path("var/simulator"),
    fresh: FreshOption = False,
    flood_limits: Annotated[
        bool, typer.Option(help="Refuse messages that come too fast, as Telegram does.")
    ] = True,
    config: ConfigOption = None,
    with_parent: ParentOption = False,
) -> None:
    """Serve a local Telegram alone, for any bot and for scripts."""
    from bot.commands import serving

    serving.simulator(
        port, state, config, fresh=fresh, flood_limits=flood_limits, with_parent=with_parent
    )


def run(config: ConfigOption = None, with_parent: ParentOption = False) -> None:
    """Serve the bot by long polling, until it is told to stop."""
    from bot.commands import serving

    serving.run(config, with_parent=with_parent)


def doctor(
    recount: Annotated[
        bool, typer.Option("--recount", help="Also count all answers anew, and compare.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Look at all that the bot needs, and say what to do; exit status 1 if there is anything."""
    from bot.commands import preparing

    preparing.doctor(config, as_json=as_json, recount=recount)


def keys(file: Path, config: ConfigOption = None) -> None:
    """Make the secret that seals ballots, in a new file that only its owner can read."""
    from bot.commands import alone

    alone.keys(file, config)


def upgrade(config: ConfigOption = None) -> None:
    """Bring the database to the tables of this version."""
    from bot.commands import preparing

    preparing.upgrade(config)


def recount(config: ConfigOption = None) -> None:
    """Have the bot count all answers anew, where the doctor found a count that is wrong."""
    from bot.commands import preparing

    preparing.recount(config)


def import_units(file: Path, dry_run: DryRunOption = False, config: ConfigOption = None) -> None:
    """Read the units: a CSV or XLSX with the columns code, name, parent (kode, nama, induk)."""
    from bot.commands import files

    files.import_sheet("units", file, config, dry_run=dry_run)


def import_roster(file: Path, dry_run: DryRunOption = False, config: ConfigOption = None) -> None:
    """Read the employees: a CSV or XLSX with the columns NIP, nama, unit; status, golongan and
    jabatan too where it has them. Who is not in it any more is deactivated."""
    from bot.commands import files

    files.import_sheet("roster", file, config, dry_run=dry_run)


def import_trainings(
    file: Path, dry_run: DryRunOption = False, config: ConfigOption = None
) -> None:
    """Read the trainings: an XLSX with a sheet of trainings, one of their sessions, and one of
    what they are worth where that changes. What is missing is cancelled, if it has not begun."""
    from bot.commands import files

    files.import_sheet("trainings", file, config, dry_run=dry_run)


def import_campaign(
    file: Path, dry_run: DryRunOption = False, config: ConfigOption = None
) -> None:
    """Read a campaign: an XLSX with a sheet about it, one of its steps, and where it has them one
    of the objections and one of the arms. Another file of the same code is a new version."""
    from bot.commands import files

    files.import_sheet("campaign", file, config, dry_run=dry_run)


def import_responses(
    file: Path,
    order: OrderOption = None,
    dry_run: DryRunOption = False,
    config: ConfigOption = None,
) -> None:
    """Read questionnaires on paper: a CSV or XLSX with a row for each, its unit, its month where
    that is not this one, nine scores, and what else it tells. They count at once."""
    from bot.commands import files

    files.import_sheet("responses", file, config, dry_run=dry_run, order=order)


def template(
    name: Annotated[
        str,
        typer.Argument(help="units, roster, trainings, campaign, responses, or one that ships"),
    ],
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it, else ./NAME.xlsx.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write a spreadsheet to fill in: its columns, what may be chosen, and what it means."""
    from bot.commands import alone

    alone.template(name, file, config)


def link(
    unit: str,
    png: Annotated[Path | None, typer.Option(help="Write the QR code as a picture.")] = None,
    config: ConfigOption = None,
) -> None:
    """Show the link that starts the rating of a unit, and its QR code."""
    from bot.commands import files

    files.link(unit, png, config)


def poster(
    unit: str,
    cards: Annotated[
        bool, typer.Option("--cards", help="Eight cards for tables, to be cut apart.")
    ] = False,
    pdf: Annotated[
        Path | None, typer.Option(help="Where to write it, else ./poster-UNIT.pdf.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Write the poster of a unit, A4: its QR code, three steps, and what is published of it."""
    from bot.commands import posters

    posters.poster(unit, pdf, config, cards=cards)


def rehearse(
    campaign: Annotated[
        str,
        typer.Argument(help="The code of a stored campaign, a workbook, or one that ships."),
    ],
    people: Annotated[
        int, typer.Option(min=2, max=MOST_ACTED, help="So many employees are acted.")
    ] = 500,
    seed: Annotated[int, typer.Option(help="Another one shows another course.")] = 1,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Let acted employees go through a campaign, in virtual time: what is told to whom, until
    when, and where it leads nowhere. Nobody is told anything, and nothing is changed."""
    from bot.commands import rehearsing

    rehearsing.rehearse(campaign, people, seed, config, as_json=as_json)


def report(
    unit: Annotated[str | None, typer.Argument(help="The code of a unit.")] = None,
    period: Annotated[
        str | None,
        typer.Option(help="2026-11, 2026-Q4, 2026-S2 or 2026, else the newest month over."),
    ] = None,
    verify: Annotated[
        str | None,
        typer.Option(metavar="REFERENCE", help="Reckon these figures anew from the answers."),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(help="Write the report as it is handed in, on A4.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Write a workbook whose formulas reckon the index anew.")
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(help="Write the released answers, and beside them what they mean."),
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Tell the results of a unit and all below it; or prove those that a report tells."""
    from bot.commands import filing

    files = filing.Files(pdf, xlsx, csv)
    filing.report(unit, period, verify, files, config, machine=as_json)


def skm(
    file: Path,
    order: OrderOption = None,
    weight: WeightOption = Weight.EXACT,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Compute the index from a file: a CSV or XLSX with a row for each respondent."""
    from bot.commands import alone

    alone.skm(file, order, weight, config, as_json=as_json)
