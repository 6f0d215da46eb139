"""What somebody hears of unasked."""

from datetime import date

from bot.domain.audience import Topic
from bot.domain.situation import Subscriptions
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column
from bot.telegram.views.words import clip
from bot.texts import _, day

__all__ = ["ask_consent", "hushed", "muted", "subscriptions"]


def subscriptions(found: Subscriptions) -> Card:
    """/langganan: each kind of message with a tick, and the units that are followed."""
    lines = [
        _("<b>Messages that come by themselves</b>"),
        _("A tap switches them on and off; /stop ends all of them."),
    ]
    rows = [
        _switch(_("News of the office"), Topic.NEWS, is_on=found.news),
        _switch(_("Reminder of an unfinished rating"), Topic.UNFINISHED, is_on=found.reminders),
    ]
    if found.employee:
        rows += [
            _switch(_("Trainings: what there is"), Topic.LEARNING, is_on=found.learning),
            _switch(_("My JP, once a month"), Topic.PROGRESS, is_on=found.progress),
            _switch(_("Questions after a training"), Topic.QUESTIONS, is_on=found.questions),
            _switch(_("Campaigns for employees"), Topic.CAMPAIGNS, is_on=found.campaigns),
            _switch(_("What citizens say of my unit"), Topic.RESULTS, is_on=found.results),
        ]
    for place in found.followed:
        label = _("✓ News of {unit}").format(unit=clip(place.title))
        data = buttons.Follow(unit=place.id, on=False, sure=False, thanks=buttons.Under.RESULT)
        rows.append(button(clip(label, 40), data))
    return Card("\n".join(lines), column(*rows))


def ask_consent(topic: str) -> Card:
    """To somebody of whom nothing is stored: what will be, and that it can be undone."""
    text = _(
        "For this we store your Telegram id, your language and the day of your consent. At most "
        "one message a week; /stop ends it, /hapus deletes it, /privacy explains everything."
    )
    yes = buttons.Subscribe(topic=topic, on=True, sure=True)
    no = buttons.Subscribe(topic=topic, on=False, sure=False)
    return Card(text, column(button(_("I agree"), yes), button(_("‹ Back"), no)))


def muted(topic: Topic) -> str:
    """After the tap under a message: what it silences, and nothing else."""
    texts = {
        Topic.NEWS: _("Done: no more news of the office. /langganan brings it back."),
        Topic.UNFINISHED: _(
            "Done: no more reminders of an unfinished rating. /langganan brings them back."
        ),
        Topic.LEARNING: _(
            "Done: no more invitations to trainings that are not mandatory. What you registered "
            "for still reminds you. /langganan brings them back."
        ),
        Topic.PROGRESS: _("Done: no more monthly news of your JP. /langganan brings it back."),
        Topic.QUESTIONS: _(
            "Done: no more questions after a training. /langganan brings them back."
        ),
        Topic.CAMPAIGNS: _(
            "Done: no more messages of this kind. /tanya still answers, and /langganan brings "
            "them back."
        ),
        Topic.RESULTS: _(
            "Done: no more news of what citizens say of your unit. /langganan brings it back."
        ),
    }
    return texts[topic]


def hushed(again: date | None) -> str:
    """After the tap under the monthly news of one's learning, which come again on that day."""
    if again is None:
        return muted(Topic.PROGRESS)
    text = _("Done: no news of your JP before {day}. /langganan brings it back at any time.")
    return text.format(day=day(again))


def _switch(label: str, topic: Topic, *, is_on: bool) -> Button:
    data = buttons.Subscribe(topic=topic.value, on=not is_on, sure=False)
    return button(f"✓ {label}" if is_on else f"○ {label}", data)
