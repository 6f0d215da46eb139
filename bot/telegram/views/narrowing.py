"""Cards that narrow a broadcast's audience: by status, rank, JP, or a list of numbers."""

from bot.domain.audience import Attending, Audience, Named, Short
from bot.domain.employee import RankGroup, Status, grades
from bot.domain.learning import Targets
from bot.domain.standing import Turnout
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views.words import clip
from bot.texts import _, ngettext, number

__all__ = [
    "ask_names",
    "attending",
    "choices",
    "in_words",
    "named",
    "rank",
    "reading",
    "short",
    "status",
    "turnout",
]

ANY, YES = "any", "yes"

MOST_UNKNOWN, LENGTH = 12, 18


def choices(now: Audience, targets: Targets) -> tuple[Row, ...]:
    """The rows that lead to these cards; a mark where something is chosen."""
    session = _chosen(_("Of a session: drop that"), "session", "", True)
    return (
        *(((session,),) if now.attending is not None else ()),
        (
            _chosen(_("Status"), "status", "", now.status is not None),
            _chosen(_("Rank"), "rank", "", now.rank is not None),
        ),
        (
            _chosen(_below(targets), "short", "", now.short is not None),
            _chosen(_("List of NIPs"), "names", "", now.named is not None),
        ),
    )


def attending(found: Attending | None) -> str:
    """Those of a session, as one says it; nothing where none is meant."""
    if found is None:
        return ""
    some = ", ".join(map(turnout, found.turnouts))
    return _("of {title}: {some}").format(title=escape(found.title), some=some)


def turnout(one: Turnout) -> str:
    """Some of those of a session."""
    names = {
        Turnout.REGISTERED: _("registered"),
        Turnout.CONFIRMED: _("confirmed"),
        Turnout.PRESENT: _("were there"),
        Turnout.ABSENT: _("were not there"),
        Turnout.UNANSWERED: _("no answer yet"),
        Turnout.WAITING: _("on the waiting list"),
        Turnout.DECLINED: _("cannot come"),
    }
    return names[one]


def in_words(audience: Audience) -> list[str]:
    """What is asked of employees, as one says it."""
    found: list[str] = []
    if audience.status is not None:
        found.append(audience.status.value)
    if audience.rank is not None:
        found.append(_("rank {rank}").format(rank=_group(audience.rank)))
    if audience.short is not None:
        found.append(_fewer(audience.short))
    if audience.named is not None:
        count = len(audience.named)
        text = ngettext("{n} person of a list", "{n} people of a list", count)
        found.append(text.format(n=number(count)))
    return found


def status(now: Audience) -> Card:
    """PNS, PPPK, or both."""
    every = _chosen(_("PNS and PPPK"), "status", ANY, now.status is None)
    each = [_chosen(one.value, "status", one.value, one is now.status) for one in Status]
    return Card(_("Which status?"), column(every, *each, _back()))


def rank(now: Audience) -> Card:
    """One group of ranks, or all."""
    every = _chosen(_("Every rank"), "rank", ANY, now.rank is None)
    groups = [_chosen(_group(one), "rank", one.value, one is now.rank) for one in RankGroup]
    of_pns, of_pppk = groups[:4], groups[4:]
    rows = tuple(zip(of_pns, of_pppk, strict=True))
    return Card(_("Which ranks?"), ((every,), *rows, (_back(),)))


def short(now: Audience, wanted: Short) -> Card:
    """Those who have too few JP this year, or all."""
    text = _("Whom do you mean?\nToo few are {words}; what waits for approval does not count.")
    every = _chosen(_("Whatever their JP"), "short", ANY, now.short is None)
    few = _chosen(_below(wanted.targets), "short", YES, now.short is not None)
    return Card(text.format(words=_fewer(wanted)), column(every, few, _back()))


def ask_names(now: Audience) -> Card:
    """Which list."""
    text = _(
        "Send the NIPs or NI PPPK, one in a line or with commas between them; or a file (XLSX or "
        "CSV) with a column NIP, such as the list of employees."
    )
    drop = (_step(_("Without a list"), "names", ANY),) if now.named is not None else ()
    return Card(text, column(*drop, _back()))


def reading() -> Card:
    """The file arrived."""
    return Card(_("⏳ The list is being read. This card then tells how many are on the roster."))


def named(found: Named) -> Card:
    """How many were found, and who was not."""
    text = ngettext(
        "{n} of the list is on the roster.", "{n} of the list are on the roster.", found.found
    )
    lines = [text.format(n=number(found.found))]
    if found.unknown:
        text = ngettext("{n} is not: {names}", "{n} are not: {names}", len(found.unknown))
        lines.append(text.format(n=number(len(found.unknown)), names=_some(found.unknown)))
    if not found.found:
        lines.append(_("Nothing was changed; please send it once more."))
    return Card("\n".join(lines), column(_back()))


def _some(unknown: tuple[str, ...]) -> str:
    shown = ", ".join(clip(one, LENGTH) for one in unknown[:MOST_UNKNOWN])
    return f"{shown}, …" if len(unknown) > MOST_UNKNOWN else shown


def _fewer(wanted: Short) -> str:
    text = _("fewer than {pns} JP in {year} (PPPK: {pppk})")
    targets = wanted.targets
    return text.format(pns=targets.pns, year=wanted.year, pppk=targets.pppk)


def _below(targets: Targets) -> str:
    return _("Below {jp} JP").format(jp=targets.pns)


def _group(group: RankGroup) -> str:
    first, *_others, last = grades(group)
    return f"{first}–{last}" if "/" in first else f"PPPK {first}–{last}"


def _back() -> Button:
    return _step(_("‹ Back"), "who", "")


def _step(label: str, step: str, value: str) -> Button:
    return button(label, buttons.Compose(step=step, value=value))


def _chosen(label: str, step: str, value: str, is_so: bool) -> Button:
    return _step(f"✓ {label}" if is_so else label, step, value)
