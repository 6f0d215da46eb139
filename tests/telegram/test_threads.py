"""Every card of what citizens and units write to each other, with words of the worst kind."""

from dataclasses import replace

from bot.domain import thread as rules
from bot.domain.privacy import mask
from bot.domain.question import Fault
from bot.domain.thread import LONGEST, Letter, Receipt, Thread
from bot.domain.unit import MAX_NAME, titled
from bot.telegram.card import Card
from bot.telegram.views import receipts, replies
from bot.texts import speaking
from bot.xlsform.interview import MAX_TEXT
from tests.factories import MORNING
from tests.telegram.test_views import accepted, in_every_language

TODAY = MORNING.date()
TITLE = titled("<b>&" * (MAX_NAME // 4), "<i>&" * (MAX_NAME // 4))


def a_thread(sign: str, lines: int) -> Thread:
    text = (sign * LONGEST)[: LONGEST // len(sign.encode("utf-16-le")) * 2]
    one = rules.begun("f" * 16, 1, mask((sign * MAX_TEXT)[:MAX_TEXT]), text, TODAY)
    for _ in range(1, lines):
        one = rules.added(one, text, TODAY)
    return one


def of_one(thread: Thread) -> list[Card]:
    found, letter = Receipt("K7FM2QXA", 1, TITLE, TODAY, thread), Letter(thread, TITLE)
    return [
        receipts.receipt(found),
        receipts.receipt(replace(found, thread=None)),
        *(receipts.write(found, listening=listening) for listening in (True, False)),
        receipts.sent(found),
        *(receipts.faulty(fault, found.code) for fault in Fault),
        receipts.ask_end(found.code),
        receipts.ended(found),
        replies.listed([], 0),
        replies.listed([letter] * 30, 1),
        replies.detail(letter),
        replies.sent(letter),
        *(replies.faulty(letter, fault) for fault in Fault),
        # The unit writes when there are five lines at most.
        replies.write(replace(letter, thread=replace(thread, lines=thread.lines[:5]))),
    ]


@in_every_language
def test_cards_of_threads_are_ones_that_telegram_takes(language: str) -> None:
    threads = [a_thread(sign, lines) for sign in ("<", "&", "😀") for lines in range(1, 7)]
    with speaking(language):
        shown = [card for thread in threads for card in of_one(thread)]
    labels = [button.label for card in shown for row in card.rows for button in row]

    assert all(accepted(card) for card in shown)
    assert all(labels)
