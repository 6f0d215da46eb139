"""Every card of a question, in every language, with words of the worst kind."""

from dataclasses import replace

from bot.domain import question as rules
from bot.domain.people import Addressee, Stored
from bot.domain.question import LONGEST, Answer, Desk, Entry, Fault, Part, Question
from bot.telegram.card import Card
from bot.telegram.views import account, answering, asking
from bot.texts import speaking
from tests.factories import MORNING
from tests.telegram.test_views import LETTERHEAD, accepted, in_every_language

TODAY = MORNING.date()
KEY = 2**63 - 1
TEXTS = ("😀" * (LONGEST // 2), ("<b>&" * LONGEST)[:LONGEST])


def answered(text: str) -> Question:
    asked = Question(KEY, b"\xff" * 32, TODAY, text, "id", 1, "token", "<kinerja>&")
    return rules.answered(asked, text, TODAY)


def reworded(text: str) -> Question:
    both = answered(text)
    for part in Part:
        both = rules.reworded(both, part, text)
    return both


def of_employees(text: str) -> list[Card]:
    one, entry = answered(text), Entry(2**40, text, text, "id", TODAY)
    many = Desk((entry,) * 30, 5)
    return [
        *(asking.desk(many, at) for at in range(4)),
        asking.desk(Desk((), 0), 0),
        asking.entry(entry),
        asking.write(),
        asking.asked(),
        *(asking.told(fault) for fault in Fault),
        asking.mine([], 0),
        asking.mine([one] * 20, 1),
        asking.own(one),
        asking.own(replace(one, answer=None)),
        asking.answer(Answer(text, text, Addressee("id", name="<b>&" * 20)), LETTERHEAD),
    ]


def of_admins(text: str) -> list[Card]:
    one, entry = reworded(text), Entry(2**40, text, text, "id", TODAY)
    waiting = replace(one, answer=None)
    return [
        answering.inbox([], 0),
        answering.inbox([waiting] * 30, 1),
        answering.answered([one] * 30, 1),
        *(answering.detail(each) for each in (waiting, one, replace(one, published=True))),
        answering.write(waiting),
        answering.sent(one),
        *(answering.faulty(one, fault) for fault in Fault),
        answering.preview(one),
        answering.reword_question(one),
        answering.reword_answer(one),
        answering.published(),
        answering.ask_discard(one),
        answering.discarded(),
        answering.entries([], 0),
        answering.entries([entry] * 30, 1),
        answering.entry(entry),
        answering.ask_withdraw(entry),
        answering.withdrawn(),
    ]


@in_every_language
def test_cards_of_questions_are_ones_that_telegram_takes(language: str) -> None:
    with speaking(language):
        shown = [card for text in TEXTS for card in (*of_employees(text), *of_admins(text))]
    labels = [button.label for card in shown for row in card.rows for button in row]

    assert all(accepted(card) for card in shown)
    assert [label for label in labels if len(label) > 30] == []


@in_every_language
def test_what_is_stored_counts_the_questions(language: str) -> None:
    found = Stored(language, TODAY, None, (), (), TODAY, questions=3)
    with speaking(language):
        assert "3" in accepted(account.stored(found))
        assert "/tanya" not in accepted(account.stored(replace(found, questions=0)))
