"""Cards of a broadcast that is being composed, for admins."""

from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from bot.domain.audience import Audience, Who
from bot.domain.broadcast import Broadcast
from bot.domain.content import MOST_BUTTONS, Fault, Problem
from bot.domain.learning import Targets
from bot.domain.progress import Rehearsal
from bot.domain.time import local_day
from bot.domain.unit import Tree
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views import narrowing
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, own_name, quote
from bot.texts import LANGUAGES, _, day, moment, ngettext, number, time

__all__ = [
    "ask_labels",
    "ask_text",
    "audience",
    "choosing_day",
    "choosing_hour",
    "choosing_unit",
    "confirming",
    "draft",
    "dropped",
    "problems",
    "rehearsal",
    "sample_refused",
]

DAYS = 7
HOURS = range(8, 20)
MINUTE = 60


def ask_text(language: str) -> Card:
    """What to send now."""
    text = _(
        "Send the message here, as if you wrote to one person. Text, a photo or a file; bold "
        "and links are kept.\n\nLanguage: {language}\n{name} becomes the name of each person, "
        "{unit} that person's unit."
    )
    said = text.format(language=own_name(language), name="{nama}", unit="{unit}")
    return Card(said, column(_step(_("Cancel"), "drop")))


def ask_labels(found: Broadcast, language: str) -> Card:
    """Which buttons stand under the message."""
    first = next(iter(found.content.texts))
    if language == first:
        text = _(
            "Send the buttons, one in a line, at most {most}.\n\n"
            "A reaction: Saya ikut\nA link: Daftar - https://contoh.go.id"
        ).format(most=MOST_BUTTONS)
    else:
        listed = "\n".join(escape(label) for label in found.content.texts[first].labels)
        text = _("Send the same buttons in {language}, one in a line:\n\n{labels}").format(
            language=own_name(language), labels=listed
        )
    none = (_step(_("No buttons"), "nolabels"),) if language == first else ()
    return Card(text, column(*none, _step(_("‹ Back"), "show")))


def draft(found: Broadcast, tree: Tree) -> Card:
    """All there is of it, and what may be done."""
    content = found.content
    said = ", ".join(own_name(code) for code in content.texts) or "–"
    lines = [
        _("<b>Broadcast, not sent yet</b>"),
        _("Message: {languages}").format(languages=said),
        *([quote(_plain(content.text(LANGUAGES[0]).html), 120)] if content.texts else []),
        _("Buttons: {n}").format(n=len(content.links)),
        _("To: {audience}").format(audience=in_words(found.audience, tree)),
    ]
    writing = [_step(own_name(code), f"text.{code}") for code in LANGUAGES]
    buttoning = [_step(_labels_of(code), f"labels.{code}") for code in content.texts]
    last = (_step(_("Rehearse"), "rehearse"),) if content.texts else ()
    rows = (tuple(writing), tuple(buttoning), (_step(_("To whom"), "who"),), last)
    return Card("\n".join(lines), (*(row for row in rows if row), _drop()))


def in_words(audience: Audience, tree: Tree) -> str:
    """Whom it is for, as one says it."""
    who = {
        Who.EMPLOYEES: _("all employees"),
        Who.CITIZENS: _("citizens who asked for news"),
        Who.EVERYBODY: _("employees, and citizens who asked for news"),
    }
    parts = [who[audience.who]]
    unit = tree.by_id.get(audience.unit_id or 0)
    if audience.unit_id is not None:
        parts.append(escape(tree.title(unit)) if unit else _("a unit that is gone"))
    if audience.language is not None:
        parts.append(own_name(audience.language))
    return " · ".join([*parts, *narrowing.in_words(audience)])


def audience(found: Broadcast, tree: Tree, targets: Targets) -> Card:
    """To whom, by taps."""
    now = found.audience
    marks = {
        Who.EMPLOYEES: _("All employees"),
        Who.CITIZENS: _("Citizens who asked"),
        Who.EVERYBODY: _("Both"),
    }
    whos = [_chosen(label, f"who.{who}", who is now.who) for who, label in marks.items()]
    languages = [
        _chosen(_("Any language"), "language.", now.language is None),
        *(_chosen(own_name(code), f"language.{code}", code == now.language) for code in LANGUAGES),
    ]
    unit = _("Every unit") if now.unit_id is None else _("One unit: change")
    text = _("<b>To whom?</b>\n{audience}").format(audience=in_words(now, tree))
    return Card(
        text,
        (
            *column(*whos),
            (_step(unit, "unit.0"),),
            *narrowing.choices(now, targets),
            tuple(languages),
            (_step(_("‹ Back"), "show"),),
        ),
    )


def choosing_unit(tree: Tree, at: int) -> Card:
    """A page of all units, nodes too."""
    listed = [unit for _depth, unit in tree.walk()]
    page = paged(listed, at)
    shown = [
        _step(clip(tree.title(listed[place])), f"in.{listed[place].id}") for place in page.places
    ]
    turn = turning(page.at, page.of, lambda to: buttons.Compose(step=f"unit.{to}"))
    every = (_step(_("Every unit"), "in.0"),)
    return Card(_("Which unit? A unit stands for all below it."), (*column(*shown), *turn, every))


def rehearsal(found: Rehearsal, letterhead: Letterhead) -> Card:
    """What would happen, with whom it would not reach, and when."""
    zone = letterhead.zone
    lines = [_("<b>Rehearsal</b>"), _counted(found, zone)]
    if not found.size:
        lines.append(_("Nobody belongs to this audience. Choose another one: To whom."))
        return Card("\n".join(lines), (*column(_step(_("To whom"), "who")), _drop()))
    lines.append(_lasting(found.seconds))
    lines.append(_("The messages above went to you alone, as each person would get them."))
    if found.needs_approval:
        lines.append(_("So many people need the tap of a second admin."))
    canary = _chosen(_("A small part first"), "canary", found.broadcast.canary)
    return Card(
        "\n".join(lines),
        (
            (_step(_("Send now"), "at."),),
            (_step(_("Tomorrow 08.00"), "at.tomorrow"), _step(_("Choose a time"), "day")),
            (canary,),
            (_step(_("Change"), "show"), _step(_("Cancel"), "drop")),
        ),
    )


def choosing_day(now: datetime, zone: ZoneInfo) -> Card:
    """One of the next days."""
    today = local_day(now, zone)
    days = [today + timedelta(days=n) for n in range(DAYS)]
    shown = [_step(day(one), f"day.{one:%Y%m%d}") for one in days]
    return Card(_("On which day?"), (*column(*shown), (_step(_("‹ Back"), "rehearse"),)))


def choosing_hour(chosen: str) -> Card:
    """One of the hours in which messages leave."""
    hours = [_step(f"{hour:02}.00", f"at.{chosen}{hour:02}") for hour in HOURS]
    rows = [tuple(hours[at : at + 4]) for at in range(0, len(hours), 4)]
    return Card(_("At what time?"), (*rows, (_step(_("‹ Back"), "day"),)))


def confirming(found: Rehearsal, at: datetime | None, value: str, letterhead: Letterhead) -> Card:
    """What the next tap does."""
    people = ngettext("{n} person", "{n} people", found.size).format(n=number(found.size))
    if at is None:
        text = _("Send this to {people} now? For a minute one tap takes it back.")
    else:
        text = _("Send this to {people} on {moment}? Until then one tap takes it back.")
    when = "" if at is None else moment(at, letterhead.zone)
    return Card(
        text.format(people=people, moment=when),
        column(_step(_("Yes, send"), f"go.{value}"), _step(_("‹ Back"), "rehearse")),
    )


def dropped() -> Card:
    """The draft is gone."""
    return Card(_("The draft is thrown away; nothing was sent."))


def sample_refused(reason: str) -> Card:
    """Telegram does not take the message as it is."""
    text = _("Telegram refuses this message: {reason}\nPlease write it anew.")
    return Card(text.format(reason=escape(reason)), column(_step(_("Change"), "show")))


def problems(found: list[Problem]) -> Card:
    """All that is wrong, each with what to do; the draft is as it was."""
    lines = [_problem(one) for one in found]
    lines.append(_("Nothing was changed; please send it once more."))
    return Card("\n".join(lines), column(_step(_("‹ Back"), "show")))


def _problem(one: Problem) -> str:
    texts = {
        Fault.EMPTY: _("There is no text."),
        Fault.TOO_LONG: _(
            "With the longest name it is {what} characters; at most {limit} fit. "
            "Please shorten it."
        ),
        Fault.TOO_MANY_MARKS: _("At most {limit} pieces may be bold, linked and so on."),
        Fault.UNKNOWN_PLACEHOLDER: _(
            "{what} means nothing here; only {name} and {unit} are filled in."
        ),
        Fault.TOO_MANY_BUTTONS: _("At most {limit} buttons, please."),
        Fault.LABELS: _("There are {limit} buttons, and {what} lines: they must be as many."),
        Fault.LABEL_TOO_LONG: _("“{what}” is no label: 1 to {limit} characters."),
        Fault.NO_LINK: _("“{what}” is no link; it begins with https://"),
    }
    what = escape(clip(one.what, 60))
    return texts[one.fault].format(what=what, limit=one.limit, name="{nama}", unit="{unit}")


def _counted(found: Rehearsal, zone: ZoneInfo) -> str:
    parts = [ngettext("{n} person", "{n} people", found.size).format(n=number(found.size))]
    if found.blocked:
        parts.append(_("{n} blocked the bot").format(n=number(found.blocked)))
    if found.later:
        text = _("{n} in quiet hours")
        if found.opens is not None:
            text = _("{n} in quiet hours (sent {day}, {time})")
        opens = found.opens
        parts.append(
            text.format(
                n=number(found.later),
                day=day(local_day(opens, zone)) if opens else "",
                time=time(opens, zone) if opens else "",
            )
        )
    if found.over_budget:
        parts.append(_("{n} had enough this week").format(n=number(found.over_budget)))
    return " · ".join(parts)


def _lasting(seconds: int) -> str:
    if seconds < MINUTE:
        return _("Done about {n} seconds after the start.").format(n=max(1, seconds))
    minutes = -(-seconds // MINUTE)
    text = ngettext(
        "Done about {n} minute after the start.",
        "Done about {n} minutes after the start.",
        minutes,
    )
    return text.format(n=number(minutes))


def _labels_of(code: str) -> str:
    return _("Buttons: {language}").format(language=own_name(code))


def _plain(html: str) -> str:
    """The text without its marks, for a line of a card."""
    out, inside = [], False
    for sign in html:
        inside = sign == "<" or (inside and sign != ">")
        if not inside and sign != ">":
            out.append(sign)
    return unescape("".join(out))


def _step(label: str, step: str) -> Button:
    name, _dot, value = step.partition(".")
    return button(label, buttons.Compose(step=name, value=value))


def _chosen(label: str, step: str, is_so: bool) -> Button:
    return _step(f"✓ {label}" if is_so else label, step)


def _drop() -> Row:
    return (_step(_("Start anew"), "new"), _step(_("Cancel"), "drop"))
