"""What is said of a check, and what an admin reads of answers."""

from fractions import Fraction

import pytest

from bot.domain.delivery import Kind
from bot.domain.inquiry import Figures, Inquiry, Noted, Score, Subject
from bot.domain.offer import Notice
from bot.domain.people import Addressee
from bot.domain.situation import Cancelled, Lapsed, OtherRunning, Place, Situation
from bot.telegram.views import answers, notices, survey
from bot.texts import LANGUAGES, speaking
from tests.factories import a_course
from tests.telegram.test_views import LETTERHEAD

AFTER = Subject(1, 1, Inquiry.AFTER, "Manajemen Waktu Pelayanan")


def said(found: Noted) -> list[str]:
    return survey.situation(found, LETTERHEAD).text.splitlines()[2:]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (Score(1, 3), Score(3, 3), "Semuanya benar: bagus sekali."),
        (Score(1, 3), Score(2, 3), "Pengetahuan Anda bertambah: bagus."),
        (Score(2, 3), Score(2, 3), "Yang belum pas dapat ditanyakan kepada pengajar atau rekan."),
        (None, Score(2, 3), "Yang belum pas dapat ditanyakan kepada pengajar atau rekan."),
    ],
)
def test_nobody_is_scolded_for_a_check(before: Score | None, after: Score, line: str) -> None:
    assert said(Noted(AFTER, before=before, after=after))[-1] == line


def test_answered_twice_one_reads_the_scores_again() -> None:
    assert said(Noted(AFTER, already=True, before=Score(1, 3), after=Score(2, 3))) == [
        "Anda sudah menjawabnya. Terima kasih.",
        "Benar sebelum pelatihan: 1 dari 3. Benar sekarang: 2 dari 3.",
        "Pengetahuan Anda bertambah: bagus.",
    ]


def test_an_admin_reads_shares_of_checks_and_means_of_scales_in_the_order_of_asking() -> None:
    found = {
        Inquiry.FOLLOW_UP: Figures(4),
        Inquiry.AFTER: Figures(6, {"benar": Fraction(5, 2), "soal": Fraction(3)}),
        Inquiry.FEEDBACK: Figures(5, {"materi": Fraction(21, 5)}),
        Inquiry.BEFORE: Figures(5, {"benar": Fraction(1), "soal": Fraction(3)}),
    }

    assert answers.lines(found) == [
        "Mengisi cek sebelum: 5, 33 % benar",
        "Memberi umpan balik: 5",
        "   Materi: 4,2 dari 5",
        "Mengisi cek sesudah: 6, 83 % benar",
        "Menjawab soal penerapan, 45 hari kemudian: 4, angkanya ditampilkan mulai 5",
    ]
    assert answers.are_shown(found)
    assert not answers.are_shown({Inquiry.AFTER: Figures(6), Inquiry.FOLLOW_UP: Figures(4)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short(language: str) -> None:
    subjects = [Subject(1, 1, inquiry, "Manajemen Waktu Pelayanan") for inquiry in Inquiry]
    place = Place(1, "ktp", "KTP elektronik")
    found: list[Situation] = [
        *(OtherRunning(place, one) for one in subjects),
        *(OtherRunning(one, place) for one in subjects),
        *(Noted(one, open=frozenset(Inquiry)) for one in subjects),
        *(Cancelled(one) for one in subjects),
        Lapsed(AFTER),
    ]
    kinds = (Kind.FEEDBACK, Kind.FOLLOW_UP, Kind.REMINDER)
    to = Addressee(language, name="Ahmad")
    with speaking(language):
        cards = [
            *(survey.situation(one, LETTERHEAD) for one in found),
            *(
                notices.notice(Notice(kind, a_course(), to, 1, check=True), LETTERHEAD)
                for kind in kinds
            ),
            answers.comments(1, ["Saran"] * 30, 1),
        ]
    labels = [button.label for card in cards for row in card.rows for button in row]

    assert [label for label in labels if len(label) > 30] == []
