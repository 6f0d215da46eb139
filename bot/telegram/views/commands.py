"""The command menu, by role."""

from bot.domain.people import Duties
from bot.texts import _

__all__ = ["for_admins", "for_everybody", "for_staff"]


def for_everybody() -> list[tuple[str, str]]:
    """Command and description, in the language in force."""
    return [
        ("start", _("Rate a service")),
        ("hasil", _("The result of a unit")),
        ("pelatihan", _("Trainings for employees")),
        ("tanya", _("For employees: ask the office")),
        ("langganan", _("Messages that come by themselves")),
        ("kode", _("What became of my answer")),
        ("bahasa", _("Change the language")),
        ("bantuan", _("Help")),
        ("privasi", _("What is stored and what is not")),
        ("dataku", _("What is stored about me")),
        ("hapus", _("Delete my data")),
        ("profil", _("For employees: my profile")),
        ("settings", _("Settings")),
        ("stop", _("Stop messages")),
    ]


def for_staff(duties: Duties) -> list[tuple[str, str]]:
    """The same, and what those have who lead a unit or are whom to ask there."""
    listed = for_everybody()
    if duties.leads:
        listed.append(("rtl", _("Follow-up plans of units")))
    if duties.answers:
        listed.append(("tanggapan", _("What citizens ask of units")))
    return listed


def for_admins() -> list[tuple[str, str]]:
    """The same, and what only admins have."""
    return [
        *for_staff(Duties(leads=True, answers=True)),
        ("laporan", _("Report of all units")),
        ("dampak", _("What trainings changed")),
        ("dasbor", _("The dashboard")),
        ("siaran", _("Write to many people")),
        ("kampanye", _("Campaigns for employees")),
        ("pertanyaan", _("Questions of employees")),
        ("undangan", _("Invitations for employees")),
        ("poster", _("Posters and other ways to a unit")),
        ("templat", _("Spreadsheets to fill in")),
        ("id", _("My Telegram id")),
    ]
