"""Cards about a person's own matters: help, privacy, language, what is stored, leaving."""

from collections.abc import Iterable

from bot.domain.content import length
from bot.domain.people import Attendance, Duties, Person, Stored
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views import course
from bot.telegram.views.inquiries import named
from bot.telegram.views.linking import told
from bot.telegram.views.words import clip, elements, own_name, titles
from bot.texts import LANGUAGES, _, day, language, ngettext, number

__all__ = [
    "ask_leave",
    "help_card",
    "identity",
    "languages",
    "left",
    "privacy",
    "settings",
    "stop",
    "stopped",
    "stored",
]

MOST_OF_EACH = (12, 6, 3)
"""So many entries of each list are told; fewer where a message has no room for them all."""

ROOM = 3_800


def help_card(person: Person, duties: Duties, letterhead: Letterhead) -> Card:
    """/bantuan."""
    text = _(
        "This bot asks how you were served, for {office}.\n\n"
        "Scan the code at the counter, or send /start and choose a unit. "
        "Then every answer is one tap, about two minutes in all.\n\n"
        "/hasil shows the result of a unit\n"
        "/kode tells what became of your answer\n"
        "/pelatihan is for employees: trainings, reminders and JP\n"
        "/langganan chooses the messages that come by themselves\n"
        "/language changes the language\n"
        "/privacy says what is stored and what is not\n"
        "/dataku shows what is stored about you, /hapus deletes it\n"
        "/stop ends all messages that you did not ask for\n"
        "/profil and /keluar are for employees who linked their account\n\n"
        "A suggestion here is not a complaint to the national channel: for that there is "
        "SP4N-LAPOR! at lapor.go.id."
    ).format(office=escape(letterhead.name))
    text += "\n\n" + _("Employees ask the office whatever they want to know with /tanya.")
    text += " " + _("Who leads a unit, or is its contact, answers citizens with /tanggapan.")
    if duties.leads or person.admin:
        text += " " + _("/rtl has the follow-up plans of units, for who leads one.")
    if letterhead.contact:
        text += "\n\n" + _("Contact: {contact}").format(contact=escape(letterhead.contact))
    if person.admin:
        text += "\n\n" + _("Admins answer what employees ask under /pertanyaan.")
        text += "\n\n" + _(
            "For admins: /laporan shows every unit, /siaran writes to many people, /templat has "
            "the spreadsheets to fill in, /undangan invites employees, /pelatihan has the "
            "sessions and who was there, /id tells your Telegram id."
        )
    return Card(text)


def privacy(letterhead: Letterhead) -> Card:
    """/privasi: rights and facts in plain words."""
    text = _(
        "<b>What happens to your answers</b>\n"
        "{office} asks them to improve the service, as PermenPAN-RB 14/2017 demands.\n\n"
        "While you answer, your answers are kept encrypted with your Telegram id, so that you "
        "can go on after a break; seven days after the last answer they are deleted. When you "
        "send, they go into the ballot box of the unit without your name, your Telegram id or "
        "the time. Only when five different people have answered are the five opened together, "
        "in random order. Nobody, the staff included, can tell who answered what.\n\n"
        "Kept until the end of the month: an encrypted mark that you have rated a unit, so that "
        "everybody counts once. Kept beside your ballot until the box is opened: an encrypted "
        "mark, so that the five are five different people. Kept with your Telegram id until "
        "you delete it: your language, the day of your consent, and the units you want news "
        "of.\n\n"
        "Of an employee who linked an account: the Telegram id beside what the list of employees "
        "says, the day of the consent, your registrations for trainings with the reasons and "
        "plans that you tapped, and the certificates you send, which only you and admins can see. "
        "What you answer about a training is kept in your name: admins read means of at least "
        "five people, and comments without names. /hapus deletes these answers and the files of "
        "certificates; registrations, with reasons and plans, and the JP that count stay with the "
        "office. /keluar ends the link and deletes none of it; /hapus does not find it then.\n\n"
        "Long numbers and phone numbers in a suggestion are hidden before it is stored; please "
        "write no names. The chat itself lies with Telegram, on servers abroad.\n\n"
        "You have a right to information, a copy, correction, withdrawal and deletion (UU "
        "27/2022): /dataku shows what is stored about you, /hapus deletes it. A rating already "
        "sent cannot be taken back, because nobody can find it."
    ).format(office=escape(letterhead.name))
    text += "\n\n" + _(
        "What an employee asks with /tanya is kept encrypted under a code, not under a name, and "
        "deleted 30 days after the answer. Admins read it without a name; only the running bot "
        "finds whom the answer goes to. What an employee answers in a campaign is kept in the "
        "same way until 30 days after its end; superiors see only figures of at least five."
    )
    text += "\n\n" + _(
        "What you write to a unit under a receipt code, and its answer, are kept encrypted "
        "without your name, account and hour, until 30 days after the answer, or 90 days without "
        "one; that none came, for 90 days more. Only the code leads there: with /kode you can "
        "delete it; /hapus does not find it."
    )
    if letterhead.contact:
        text += "\n\n" + _("Contact: {contact}").format(contact=escape(letterhead.contact))
    return Card(text)


def settings(person: Person) -> Card:
    """/settings: one row for each matter."""
    text = _("<b>Settings</b>\nLanguage: {language}")
    return Card(
        text.format(language=own_name(person.language)),
        column(
            button(_("Change the language"), buttons.Menu(card="language")),
            button(_("What is stored about me"), buttons.Menu(card="stored")),
            button(_("Privacy"), buttons.Menu(card="privacy")),
            button(_("Stop messages"), buttons.Menu(card="stop")),
        ),
    )


def languages() -> Card:
    """/bahasa."""
    return Card(
        _("Which language shall we speak?"),
        column(*(_language_button(code) for code in LANGUAGES)),
    )


def _language_button(code: str) -> Button:
    mark = "✓ " if code == language() else ""
    return button(mark + own_name(code), buttons.Speak(language=code))


def stored(found: Stored | None) -> Card:
    """/dataku: all that is kept, in words."""
    if found is None:
        return Card(_("Nothing is stored about you."))
    texts = [_stored(found, most) for most in MOST_OF_EACH]
    text = next((one for one in texts if length(one) <= ROOM), texts[-1])
    leave = button(_("Delete my data"), buttons.Menu(card="leave"))
    return Card(text, ((leave,),) if found.language and not found.kiosk else ())


def _stored(found: Stored, most: int) -> str:
    lines = [_("<b>Stored about you</b>")]
    if found.language and found.consented_on:
        text = _("Your Telegram id, and your language: {language}")
        lines.append(text.format(language=own_name(found.language)))
        lines.append(_("Consent given on {day}").format(day=day(found.consented_on)))
    if found.kiosk:
        text = _("This account is the kiosk of {unit}: only an admin can end that, with /poster.")
        lines.append(text.format(unit=escape(found.kiosk)))
    lines += _employee(found)
    lines += _listed(_("Trainings, in your name:"), map(_session, found.sessions), most)
    if found.jp:
        years = "; ".join(f"{number(jp)} ({year})" for year, jp in found.jp)
        lines.append(_("JP noted for you: {years}").format(years=years))
    papers = map(course.record, found.certificates)
    lines += _listed(_("Certificates, with their files:"), papers, most)
    lines += _listed(_("Answered in your name:"), map(named, found.answered), most)
    if found.questions:
        n = found.questions
        text = ngettext(
            "{n} question, encrypted under a code and not under your name: /tanya",
            "{n} questions, encrypted under a code and not under your name: /tanya",
            n,
        )
        lines.append(text.format(n=number(n)))
    if found.campaigns:
        text = _(
            "Campaigns you take part in: {campaigns}. What you answer there is kept encrypted "
            "under a code."
        )
        lines.append(text.format(campaigns=escape(", ".join(found.campaigns))))
    lines += _of_results(found)
    if found.running:
        lines.append(_("An unfinished rating of {unit}").format(unit=escape(found.running)))
    lines += [
        _("News wanted of {unit}").format(unit=unit) for unit in titles(found.followed, most)
    ]
    if found.rated:
        lines.append(
            _("Marked as rated until {day}, without your answers: {units}").format(
                day=day(found.rated_until), units=", ".join(titles(found.rated, most))
            )
        )
    lines.append("\n" + _("Ratings that you have sent are not among it: nobody can find them."))
    return "\n".join(lines)


def _of_results(found: Stored) -> list[str]:
    """What follows the results of the unit one works at."""
    lines = []
    if found.wished:
        text = _("Trainings that you asked for: {elements}")
        lines.append(text.format(elements=elements(found.wished)))
    if found.plans:
        text = ngettext(
            "{n} follow-up plan of a unit names you.",
            "{n} follow-up plans of units name you.",
            found.plans,
        )
        lines.append(text.format(n=number(found.plans)))
    return lines


def _employee(found: Stored) -> list[str]:
    if not found.employee:
        return []
    text = _("As an employee, from the list of the office:")
    if found.former:
        text = _("You are not on the list of the office any more; of before is still kept:")
    return ["\n" + text, *told(found.employee), ""]


def _listed(heading: str, entries: Iterable[str], most: int) -> list[str]:
    """The first entries, and how many more there are."""
    some = list(entries)
    if not some:
        return []
    more = len(some) - most
    rest = [ngettext("and {n} more", "and {n} more", more).format(n=number(more))]
    return [heading, *some[:most], *(rest if more > 0 else []), ""]


def _session(found: Attendance) -> str:
    """How one stands to it, with the reason or plan one gave."""
    one = found.enrolment
    title = escape(clip(found.title, 60))
    said = f"{day(found.day)}: {title}. {course.standing(one, 0)}"
    if one.reason is not None:
        said += " " + _("Reason: {reason}").format(reason=course.reason(one.reason))
    if one.plan is not None:
        said += " " + _("Your plan: {plan}").format(plan=course.plan(one.plan))
    return said


def ask_leave(*, employee: bool) -> Card:
    """/hapus: what the next tap deletes, and what it cannot; of an employee only while linked."""
    text = _(
        "This deletes your Telegram id, language, consent, an unfinished rating, and the news you "
        "asked for.\n\nRatings already sent stay, because nobody can find them; the mark that you "
        "have rated a unit stays until the end of the month, and the one beside a ballot that "
        "still waits until its box is opened."
    )
    text += "\n\n" + _(
        "What you wrote to a unit under a receipt code stays, too, as nothing leads from you to "
        "it: you can delete it before with /kode and the code."
    )
    if employee:
        text += "\n\n" + _(
            "Your account as an employee is unlinked, seats in trainings still to come go to "
            "others, what you answered about trainings is deleted, certificates that wait are "
            "withdrawn and the files of the others deleted. The list of employees itself, the JP "
            "that count, that you took part in a campaign, and other registrations for trainings, "
            "with the reasons and plans that you tapped, stay with the office."
        )
        text += "\n\n" + _(
            "Questions that you asked with /tanya and what you answered in campaigns are deleted, "
            "too. What was published of questions, without a name, and the figures of campaigns "
            "that have ended stay."
        )
    rows: tuple[Row, ...] = column(
        button(_("Delete my data"), buttons.Leave(sure=True)),
        button(_("Keep it"), buttons.Leave(sure=False)),
    )
    return Card(text, rows)


def left(*, deleted: bool) -> Card:
    """After /hapus."""
    if not deleted:
        return Card(_("Nothing was deleted."))
    return Card(_("Your data is deleted. You are welcome to come back: /start"))


def stop(found: Stored | None) -> Card:
    """/stop: what ends."""
    if found is None:
        return Card(_("You get no messages that you did not ask for."))
    lines = [_("This ends all messages that you did not ask for.")]
    lines += [_("News of {unit}").format(unit=unit) for unit in titles(found.followed)]
    if found.running:
        lines.append(
            _("The reminder of your unfinished rating; the rating itself stays: {unit}").format(
                unit=escape(found.running)
            )
        )
    rows = column(
        button(_("Stop messages"), buttons.Stop()),
        button(_("Delete my data"), buttons.Menu(card="leave")),
    )
    return Card("\n".join(lines), rows)


def stopped() -> Card:
    """After /stop."""
    return Card(_("Done: no more messages that you did not ask for."))


def identity(person: Person) -> Card:
    """/id: what an admin's entry in the configuration needs."""
    return Card(_("Your Telegram id is {id}.").format(id=f"<code>{person.id}</code>"))
