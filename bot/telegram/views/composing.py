"""Cards of a broadcast that is being composed, for admins."""

from bot.domain.audience import Audience, Who
from bot.domain.broadcast import Broadcast
from bot.domain.content import MOST_BUTTONS, Fault, Problem, unlabelled
from bot.domain.learning import Targets
from bot.domain.unit import Tree
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views import narrowing
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import beginning, clip, own_name, short_of
from bot.texts import LANGUAGES, _

__all__ = [
    "ask_labels",
    "ask_text",
    "audience",
    "choosing_unit",
    "draft",
    "dropped",
    "only_lines",
    "only_one",
    "only_these",
    "problems",
    "sure_to_drop",
]


def ask_text(language: str) -> Card:
    """What to send now."""
    text = _(
        "Send the message here, as if you wrote to one person. Text, a photo or a file; bold "
        "and links are kept.\n\nLanguage: {language}\n{name} becomes the name of each person, "
        "{unit} that person's unit. A message that you edit afterwards is not read again: send "
        "it anew."
    )
    said = text.format(language=own_name(language), name="{nama}", unit="{unit}")
    return Card(said, column(_step(_("‹ Back"), "show")))


def only_these() -> Card:
    """Another kind of message was sent."""
    text = _("Only text, one photo or one file can be sent on. Nothing was changed.")
    return Card(text, column(_step(_("‹ Back"), "show")))


def only_one() -> Card:
    """Several pictures were sent together."""
    text = _("Only the first picture goes along; the others were left out.")
    return Card(text, column(_step(_("To the draft"), "show")))


def only_lines() -> Card:
    """Buttons can only be typed."""
    text = _("Buttons are lines of text. Nothing was changed.")
    return Card(text, column(_step(_("‹ Back"), "show")))


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
    if found.of_id is not None:
        return _correction(found)
    said = ", ".join(own_name(code) for code in content.texts) or "–"
    lines = [
        _("<b>Broadcast, not sent yet</b>"),
        _("Message: {languages}").format(languages=said),
        *([beginning(content)] if content.texts else []),
        _("Buttons: {n}").format(n=len(content.links)),
        *(_lacking(code) for code in unlabelled(content)),
        _("To: {audience}").format(audience=in_words(found.audience, tree)),
    ]
    writing = [_step(own_name(code), f"text.{code}") for code in LANGUAGES]
    buttoned = [*content.texts][: None if content.links else 1]
    buttoning = [_step(_labels_of(code), f"labels.{code}") for code in buttoned]
    bare = (_step(_("Without the picture or file"), "bare"),) if content.media else ()
    ready = bool(content.texts) and not unlabelled(content)
    last = (_step(_("Rehearse"), "rehearse"),) if ready else ()
    rows = (tuple(writing), bare, tuple(buttoning), (_step(_("To whom"), "who"),), last)
    return Card("\n".join(lines), (*(row for row in rows if row), _drop()))


def _correction(found: Broadcast) -> Card:
    """Only the words may change, and it is for those who have the message."""
    lines = [
        _("<b>Correction, not sent yet</b>"),
        beginning(found.content),
        _("It takes the place of the message where it has arrived. Tap what is to change."),
    ]
    writing = [_step(own_name(code), f"text.{code}") for code in found.content.texts]
    last = (_step(_("Rehearse"), "rehearse"), _step(_("Throw away"), "drop"))
    return Card("\n".join(lines), (tuple(writing), last))


def in_words(audience: Audience, tree: Tree) -> str:
    """Whom it is for, as one says it."""
    who = {
        Who.EMPLOYEES: _("all employees"),
        Who.CITIZENS: _("citizens who asked for news"),
        Who.EVERYBODY: _("employees, and citizens who asked for news"),
    }
    parts = [narrowing.attending(audience.attending) or who[audience.who]]
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
        _step(short_of(tree, listed[place]), f"in.{listed[place].id}") for place in page.places
    ]
    turn = turning(page.at, page.of, lambda to: buttons.Compose(step="unit", value=str(to)))
    every = (_step(_("Every unit"), "in.0"),)
    return Card(_("Which unit? A unit stands for all below it."), (*column(*shown), *turn, every))


def sure_to_drop(found: Broadcast, step: str) -> Card:
    """What the next tap does, which cannot be undone; it drops the draft, or begins anew."""
    lines = [_("Throw this draft away? Nothing of it was sent."), beginning(found.content)]
    yes = _step(_("Yes, throw away"), f"{step}.{found.id}")
    return Card("\n".join(lines), column(yes, _step(_("‹ Back"), "show")))


def dropped() -> Card:
    """The draft is gone."""
    return Card(_("The draft is thrown away; nothing was sent."))


def problems(found: list[Problem], language: str) -> Card:
    """All that is wrong, each with what to do; the draft is as it was.

    What is wrong in another language than the one that was written names it.
    """
    lines = [
        _problem(one)
        if one.language in {"", language}
        else _("{language}: {problem}").format(
            language=own_name(one.language), problem=_problem(one)
        )
        for one in found
    ]
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
        Fault.MARKED_PLACEHOLDER: _(
            "{what} must be written in one piece, not partly bold or linked."
        ),
        Fault.TOO_MANY_BUTTONS: _("At most {limit} buttons, please."),
        Fault.LABELS: _("There are {limit} buttons, and {what} lines: they must be as many."),
        Fault.LABEL_TOO_LONG: _("“{what}” is no label: 1 to {limit} characters."),
        Fault.NO_LINK: _("“{what}” is no link; it begins with https://"),
        Fault.LINK_IN_LABEL: _(
            "In “{what}” the link must follow a dash with spaces: Daftar - https://contoh.go.id"
        ),
        Fault.OTHER_LINK: _(
            "Here only words are needed: “{what}” is not where this button leads. Links are the "
            "same in all languages."
        ),
    }
    what = escape(clip(one.what, 60))
    return texts[one.fault].format(what=what, limit=one.limit, name="{nama}", unit="{unit}")


def _lacking(code: str) -> str:
    text = _("⏳ The buttons have no words in {language} yet.")
    return text.format(language=own_name(code))


def _labels_of(code: str) -> str:
    return _("Buttons: {language}").format(language=own_name(code))


def _step(label: str, step: str) -> Button:
    name, _dot, value = step.partition(".")
    return button(label, buttons.Compose(step=name, value=value))


def _chosen(label: str, step: str, is_so: bool) -> Button:
    return _step(f"✓ {label}" if is_so else label, step)


def _drop() -> Row:
    return (_step(_("Start anew"), "new"), _step(_("Throw away"), "drop"))
