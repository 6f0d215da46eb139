"""The report as it is handed in: what stands on its pages."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import NothingReleased
from bot.domain.figures import Point, Sample
from bot.domain.filing import Report
from bot.domain.mix import Mix
from bot.domain.period import parse
from bot.domain.rollup import STRAIGHT, Asked, Count
from bot.domain.score import ELEMENTS
from bot.reports.report import results_report
from tests.reports.filed import NOVEMBER, WALKED, printed, scored

OFFICE = "Pemerintah Provinsi"
ROWS = [{one.key: 3 for one in ELEMENTS} | {"waktu": score} for score in (1, 2, 2, 3, 4, 4)]
FIGURES = scored(ROWS).figures


def pages(found: Report) -> str:
    return printed(results_report(OFFICE, found))


def test_it_has_what_offices_hand_in() -> None:
    said = pages(Report(FIGURES))

    for words in (
        "PEMERINTAH PROVINSI",
        "Laporan Survei Kepuasan Masyarakat (SKM)",
        "Disdukcapil",
        "November 2026",
        "1. Ringkasan",
        "2. Metode",
        "3. Responden",
        "4. Sembilan unsur",
        "5. IKM dari waktu ke waktu",
        "6. Unsur terendah",
        "7. Rencana tindak lanjut (RTL)",
        "8. Kritik dan saran",
        "Tidak ada yang menulis kritik atau saran.",
        "Jumlah orang yang dilayani belum diketahui",
        "Halaman 2 dari",
    ):
        assert words in said
    assert "Lampiran" not in said


def test_the_target_is_told_where_it_is_known() -> None:
    found = Report(replace(FIGURES, sample=Sample(6, 200)))

    assert (
        "6 orang menjawab, dari 200 orang yang dilayani (3,0 %). Target Krejcie & Morgan: 132. "
        "Target belum tercapai."
    ) in pages(found)


def test_respondents_whose_answer_is_not_told_are_counted() -> None:
    sex = Asked("jk", {"id": "Jenis kelamin?"}, {"L": {"id": "Laki-laki"}, "P": {"": "Perempuan"}})
    mix = {"jk": Mix({"P": Count(5, 120)}, 5)}
    said = pages(Report(replace(FIGURES, asked=(sex,), mix=mix)))

    assert "Perempuan 5 83,3 %" in said
    assert "Tidak ditampilkan 5" in said
    assert "Laki-laki" not in said


def test_what_may_speak_against_answers_stands_beside_them_if_all_of_it_may_be_told() -> None:
    mix = {STRAIGHT: Mix({"0": Count(5, 120), "1": Count(6, 162)})}
    said = pages(Report(replace(FIGURES, mix=mix)))

    assert "Nilai semua unsur sama Orang Bagian tidak 5" in said


def test_where_interviews_were_left_and_how_long_they_took_stands_with_the_respondents() -> None:
    said = pages(Report(FIGURES, health=WALKED))

    assert "Lewat obrolan, 8 wawancara terkirim dan 2 ditinggalkan." in said
    assert "Separuh dari yang terkirim selesai dalam waktu sampai 90 detik; 0 terkirim" in said
    assert "Berhenti di pertanyaan Wawancara Bagian Usia 2 20,0 %" in said
    assert "sampai 90 detik 6 75,0 % lebih dari 600 detik 2 25,0 %" in said


def test_of_fewer_than_five_interviews_nothing_is_told() -> None:
    few = replace(WALKED, submitted=4)
    for found in (Report(FIGURES), Report(FIGURES, health=few)):
        said = pages(found)

        assert "Kurang dari 5 orang menjawab lewat obrolan pada periode ini" in said
        assert "Berhenti di pertanyaan" not in said
        assert "sampai 90 detik" not in said


def test_a_table_that_cannot_be_told_is_not_dropped_without_a_word() -> None:
    sex = Asked("jk", {"id": "Jenis kelamin?"}, {"L": {"id": "Laki-laki"}, "P": {"": "Perempuan"}})
    month = replace(FIGURES, asked=(sex,), mix={"jk": Mix({}, 6)})
    year = replace(month, basis=replace(month.basis, period=parse("2026")))

    assert (
        "Tidak ditampilkan untuk periode ini, karena kelompoknya akan kurang dari lima orang atau "
        "bulannya belum berakhir: Jenis kelamin?; Cara mengisi; Nilai semua unsur sama. "
        "Semester atau setahun menampilkan lebih banyak."
    ) in pages(Report(month))
    assert "Semester atau setahun" not in pages(Report(year))


def test_a_period_that_is_not_over_is_marked_so() -> None:
    basis = replace(FIGURES.basis, period=parse("2026"), day=date(2026, 11, 24))
    said = "Sementara, sampai Selasa, 24 November 2026: periode ini belum berakhir."

    running = pages(Report(replace(FIGURES, basis=basis)))

    # The cover, the summary, and below the tables.
    assert running.count(said) == 4
    assert "Sementara" not in pages(Report(FIGURES))


def test_comments_stand_as_they_were_written_and_once_if_alike() -> None:
    written = ["#panas *sekali* [$5]", "Bagus", "Bagus"]

    said = pages(Report(FIGURES, comments=written, commented=400))

    assert "#panas *sekali* [$5]" in said
    assert said.count("Bagus") == 1
    assert "Bagus (2×)" in said
    assert "3 di antaranya, dipilih acak" in said


def test_the_annex_ranks_the_units_below() -> None:
    below = [
        Point(NOVEMBER, FIGURES.index, None, "kk", "Kartu Keluarga"),
        Point(NOVEMBER, None, None, "akta", "Akta Kelahiran"),
    ]

    said = pages(Report(FIGURES, below))

    assert "1 Kartu Keluarga 6 74,07 C –" in said
    assert "Akta Kelahiran 0 – – –" in said


def test_units_of_one_index_have_one_rank_in_the_annex() -> None:
    worse = scored([{one.key: 2 for one in ELEMENTS}] * 6).figures.index
    below = [
        Point(NOVEMBER, index, None, name, name)
        for name, index in (
            ("BKPSDM", FIGURES.index),
            ("Inspektorat", FIGURES.index),
            ("B", worse),
        )
    ]

    said = pages(Report(FIGURES, below))

    assert "1 BKPSDM 6" in said
    assert "1 Inspektorat 6" in said
    assert "3 B 6" in said


def test_of_nobody_there_is_no_report() -> None:
    with pytest.raises(NothingReleased):
        results_report(OFFICE, Report(scored([]).figures))
