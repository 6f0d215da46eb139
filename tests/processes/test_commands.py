"""The commands as an operator types them."""

import json
import os
import socket
import stat
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from shutil import copytree

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import make_url

from bot import instruments
from bot.clock import clock
from bot.db.base import Db
from bot.db.database import Database
from bot.keys import Keys
from bot.usecases import publishing
from bot.usecases.office import key_fits
from tests.programme import workbook

# What is slow to import, and what only some commands need, or none yet.
HEAVY = {"aiogram", "matplotlib", "psycopg", "pyxform", "scipy"}
FOR_SOME = {"aiohttp", "alembic", "pydantic", "segno", "sqlalchemy"}

UNITS = """\
kode;nama;induk
dukcapil;Disdukcapil;
dukcapil-ktp;KTP elektronik;dukcapil
"""


def torang(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, in English unless asked otherwise."""
    clean = {name: value for name, value in os.environ.items() if "TORANG" not in name}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=clean | {"LANG": "en_US.UTF-8", "PYTHONPATH": str(Path.cwd())} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's folder with settings, tables and the file of its units."""
    made = tmp_path_factory.mktemp("office")
    (made / "config.toml").write_text('[telegram]\nusername = "torang_bot"\n')
    (made / "units.csv").write_text(UNITS)
    assert torang("db", "upgrade", folder=made).returncode == 0
    return made


@pytest.fixture(scope="module")
def staffed(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with its units imported."""
    made = copytree(office, tmp_path_factory.mktemp("staffed"), dirs_exist_ok=True)
    assert torang("import", "units", "units.csv", folder=made).returncode == 0
    return made


@pytest.fixture
def folder(office: Path, tmp_path: Path) -> Path:
    """A copy of such a folder."""
    return copytree(office, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def staffed_folder(staffed: Path, tmp_path: Path) -> Path:
    return copytree(staffed, tmp_path, dirs_exist_ok=True)


def test_the_local_telegram_says_where_it_is(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = str(found.getsockname()[1])
    command = [sys.executable, "-m", "bot", "simulator", "--port", port, "--state", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()

    assert f"http://127.0.0.1:{port};" in line
    assert process.returncode == 0


def test_help_names_the_commands_and_imports_next_to_nothing() -> None:
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        cwd=Path.cwd(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines()}

    for command in (
        "demo",
        "run",
        "doctor",
        "keys",
        "link",
        "rehearse",
        "report",
        "simulator",
        "db",
        "import",
    ):
        assert command in found.stdout
    assert imported.isdisjoint(HEAVY | FOR_SOME)


def test_an_import_does_not_wait_for_the_framework(folder: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "import", "units", "units.csv"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines()}

    assert "openpyxl" in imported
    assert imported.isdisjoint(HEAVY)


def test_units_are_imported_and_imported_again_without_change(folder: Path) -> None:
    first = torang("import", "units", "units.csv", folder=folder)
    second = torang("import", "units", "units.csv", folder=folder)

    assert first.returncode == 0
    assert "New: dukcapil, dukcapil-ktp" in first.stdout
    assert "Unchanged: 2" in second.stdout


def test_every_problem_of_a_units_file_is_told_and_nothing_is_changed(folder: Path) -> None:
    (folder / "bad.csv").write_text("code,name,parent\nA B,,\nx,X,nowhere\n")

    found = torang("import", "units", "bad.csv", folder=folder)

    assert found.returncode == 1
    assert found.stdout == ""
    assert found.stderr.splitlines() == [
        "row 2, column code “A B”: a code has 1 to 40 small letters, digits or dashes",
        "row 2, column name: a name has 1 to 80 characters",
        "row 3, column parent “nowhere”: no row has this code; add the parent, or leave the "
        "cell empty",
        "3 problems; nothing was changed.",
    ]


def test_a_roster_is_rehearsed_imported_and_imported_again_without_change(
    staffed_folder: Path,
) -> None:
    (staffed_folder / "roster.csv").write_text(
        "NIP;Nama;Unit\n198609262015051001;Ahmad Hidayat;dukcapil-ktp\n"
        "199213172023212014;Fatimah;KTP elektronik\n"
    )

    rehearsed = torang("import", "roster", "roster.csv", "--dry-run", folder=staffed_folder)
    first = torang("import", "roster", "roster.csv", folder=staffed_folder)
    second = torang("import", "roster", "roster.csv", folder=staffed_folder)

    assert rehearsed.returncode == first.returncode == second.returncode == 0
    assert "rehearsal" in rehearsed.stdout
    assert "New: Ahmad Hidayat (1986**********1001), Fatimah (1992**********2014)" in first.stdout
    assert first.stderr == (
        "row 3, column NIP “1992**********2014”: the dates in this number cannot be; please "
        "check it\n"
    )
    assert "Unchanged: 2" in second.stdout


def test_every_problem_of_a_roster_is_told_by_its_cell_without_the_number(
    staffed_folder: Path,
) -> None:
    (staffed_folder / "bad.csv").write_text(
        "NIP Baru;Nama;Unit Kerja\n1,98609E+17;Ahmad;dukcapil-ktp\n"
        "1986092620150510011;Budi;Dinas Perikanan\n"
    )

    found = torang("import", "roster", "bad.csv", folder=staffed_folder)

    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.splitlines() == [
        "row 2, column NIP Baru “1,98609E+17”: the spreadsheet program has cut digits off this "
        "number; format the column as text and type the number again",
        "row 3, column NIP Baru “*******************”: a NIP or NI PPPK has 18 digits",
        "row 3, column Unit Kerja “Dinas Perikanan”: no unit has this code or name; import the "
        "units first, or correct it",
        "3 problems; nothing was changed.",
    ]


def test_trainings_are_rehearsed_imported_and_imported_again_without_change(folder: Path) -> None:
    year = clock().year + 1
    day, before = f"1/12/{year}", f"30/11/{year}"
    session = ("waktu", "1", f"{day} 09.00", "15.00", "", "Aula BKPSDM", 25, before, "")
    (folder / "trainings.xlsx").write_bytes(workbook(sessions=[session]))

    def run(*options: str) -> str:
        found = torang("import", "trainings", "trainings.xlsx", *options, folder=folder)
        assert (found.returncode, found.stderr) == (0, "")
        return found.stdout

    assert "rehearsal" in run("--dry-run")
    assert run().startswith(
        "New: waktu: Manajemen Waktu Pelayanan, waktu/1: Manajemen Waktu Pelayanan, JP training"
    )
    assert "Unchanged: 2" in run()


def test_every_problem_of_a_workbook_is_told_by_its_sheet(folder: Path) -> None:
    (folder / "bad.xlsx").write_bytes(
        workbook(sessions=[("waktu", "1", "1/12/2099", "15.00", "", "Aula", 0)])
    )

    found = torang("import", "trainings", "bad.xlsx", folder=folder)

    assert found.stderr.splitlines() == [
        "sheet Sesi, row 2, column Mulai “1/12/2099”: write day and time, such as 1/12/2026 09.00",
        "sheet Sesi, row 2, column Kapasitas “0”: a whole number of at most four digits belongs "
        "here; a capacity is at least 1",
        "2 problems; nothing was changed.",
    ]


def test_a_template_is_no_csv_by_its_name_alone(tmp_path: Path) -> None:
    found = torang("template", "responses", "kertas.csv", folder=tmp_path)

    assert (found.returncode, found.stderr) == (
        2,
        "A template is an XLSX workbook; name a file such as kertas.xlsx.\n",
    )
    assert not (tmp_path / "kertas.csv").exists()


def test_a_template_is_written_once_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    first = torang("template", "roster", "pegawai.xlsx", folder=tmp_path)
    second = torang("template", "roster", "pegawai.xlsx", folder=tmp_path)
    other = torang("template", "cuti", folder=tmp_path)

    assert first.stdout == "The template is in pegawai.xlsx.\n"
    assert load_workbook(tmp_path / "pegawai.xlsx").sheetnames == [
        "Pegawai", "Petunjuk", "Pilihan",
    ]  # fmt: skip
    assert (second.returncode, other.returncode) == (1, 2)
    assert other.stderr == (
        "There is no template cuti; these are: units, roster, trainings, campaign, "
        "responses, campaign-kinerja, campaign-jp, campaign-perkenalan, campaign-elearning\n"
    )


PAPER = "unit;U1;U2;U3;U4;U5;U6;U7;U8;U9\n" + "dukcapil-ktp;3;3;3;4;3;3;4;1;2\n" * 5


def publish(folder: Path) -> None:
    """As the bot does when it is started first."""
    one = instruments.shipped()[0]
    database = Database(f"sqlite:///{folder / 'var' / 'torang.db'}")
    database.now(publishing.publish, publishing.edition(one.name, one.source), clock())
    database.close()


def test_questionnaires_on_paper_are_counted_once(staffed_folder: Path) -> None:
    (staffed_folder / "kertas.csv").write_text(PAPER)
    command = ("import", "responses", "kertas.csv")
    early = torang(*command, folder=staffed_folder)
    publish(staffed_folder)
    unordered = torang(*command, folder=staffed_folder)
    first = torang(*command, "--order", "list", folder=staffed_folder)
    again = torang(*command, "--order", "list", folder=staffed_folder)

    assert "start the bot once" in early.stderr
    assert "column U8: U8 and U9 are swapped" in unordered.stderr
    assert first.stderr == ""
    assert first.stdout.startswith("Questionnaires: Disdukcapil · KTP elektronik, ")
    assert first.stdout.endswith(": 5\n")
    assert again.returncode == 1
    assert "was imported already" in again.stderr


def test_a_link_is_printed_with_its_code_and_drawn(staffed_folder: Path) -> None:
    found = torang("link", "dukcapil-ktp", "--png", "qr.png", folder=staffed_folder)

    assert found.stdout.startswith("https://t.me/torang_bot?start=dukcapil-ktp\n")
    assert (staffed_folder / "qr.png").read_bytes().startswith(b"\x89PNG")


def test_a_link_of_an_unknown_unit_names_the_known_ones(staffed_folder: Path) -> None:
    found = torang("link", "nowhere", folder=staffed_folder)

    assert found.returncode == 1
    assert found.stderr == (
        "There is no unit with the code nowhere; these are: dukcapil, dukcapil-ktp\n"
    )


def test_a_poster_and_table_cards_are_written(staffed_folder: Path) -> None:
    publish(staffed_folder)
    found = torang("poster", "dukcapil-ktp", folder=staffed_folder)
    cards = torang("poster", "dukcapil", "--cards", "--pdf", "k.pdf", folder=staffed_folder)
    unknown = torang("poster", "nowhere", folder=staffed_folder)
    nowhere = torang("poster", "dukcapil", "--pdf", "no/k.pdf", folder=staffed_folder)

    assert found.stdout == "It is in poster-dukcapil-ktp.pdf.\n"
    assert (staffed_folder / "poster-dukcapil-ktp.pdf").read_bytes().startswith(b"%PDF")
    assert cards.stdout == "It is in k.pdf.\n"
    assert unknown.stderr.startswith("There is no unit with the code nowhere")
    assert nowhere.stderr.startswith("no/k.pdf cannot be written")


def test_a_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    first = torang("keys", "torang.key", folder=tmp_path)
    made = (tmp_path / "torang.key").read_bytes()
    second = torang("keys", "torang.key", folder=tmp_path)

    assert first.returncode == 0
    assert stat.S_IMODE((tmp_path / "torang.key").stat().st_mode) == 0o600
    assert second.returncode == 1
    assert (tmp_path / "torang.key").read_bytes() == made


def test_without_a_key_the_bot_does_not_run(folder: Path) -> None:
    found = torang("run", folder=folder, TORANG_TELEGRAM__TOKEN="1:local")

    assert found.returncode == 2
    assert found.stderr.startswith("keys.file: ")
    assert "torang keys" in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_without_a_token_the_bot_does_not_run(folder: Path) -> None:
    found = torang("run", folder=folder)

    assert found.returncode == 2
    assert found.stderr.startswith("telegram.token: ")
    assert len(found.stderr.splitlines()) == 1


def test_without_tables_a_command_says_what_to_run_first(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(UNITS)

    found = torang("import", "units", "units.csv", folder=tmp_path)

    assert found.returncode == 1
    assert found.stderr == "The database is not ready; run first: torang db upgrade\n"


def test_a_database_of_a_newer_version_is_left_alone_in_one_sentence(folder: Path) -> None:
    def sign(db: Db) -> None:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    database = Database(f"sqlite:///{folder / 'var/torang.db'}")
    database.now(sign)
    database.close()

    for command in (("db", "upgrade"), ("link", "dukcapil-ktp")):
        found = torang(*command, folder=folder)
        assert found.returncode == 1
        assert found.stderr == (
            "The database comes from a newer version of Torang; install that version again.\n"
        )


def test_a_wrong_setting_is_one_sentence_that_names_the_key(folder: Path) -> None:
    (folder / "config.toml").write_text("[office]\nzone = 'Mars/Olympus'\n")

    found = torang("db", "upgrade", folder=folder)

    assert found.returncode == 2
    assert found.stderr.startswith("office.zone: ")
    assert len(found.stderr.splitlines()) == 1


def test_the_terminal_speaks_indonesian_unless_asked_otherwise(tmp_path: Path) -> None:
    found = torang("db", "upgrade", folder=tmp_path, LANG="C.UTF-8")

    assert found.stdout == "Basis data sudah mutakhir.\n"


def test_a_key_that_is_not_the_databases_own_is_refused(folder: Path) -> None:
    torang("keys", "one.key", folder=folder)
    torang("keys", "other.key", folder=folder)
    database = Database(f"sqlite:///{folder / 'var/torang.db'}")
    database.now(key_fits, Keys(b64decode((folder / "one.key").read_bytes(), b"-_")))
    database.close()

    found = torang(
        "run", folder=folder, TORANG_TELEGRAM__TOKEN="1:local", TORANG_KEYS__FILE="other.key"
    )

    assert found.returncode == 2
    assert found.stderr == (
        "keys: this is not the key that the database is sealed with; find that one.\n"
    )


def test_a_server_that_does_not_answer_is_one_sentence_without_the_password(folder: Path) -> None:
    url = "postgresql://me:hunter2@127.0.0.1:1/torang"

    for command in (("db", "upgrade"), ("link", "dukcapil-ktp")):
        found = torang(*command, folder=folder, TORANG_DATABASE__URL=url)
        assert found.returncode == 1
        assert len(found.stderr.splitlines()) == 1
        assert found.stderr.startswith("Nothing answers at postgresql://me@127.0.0.1:1/torang (")
        assert "hunter2" not in found.stderr


@pytest.mark.usefixtures("server")
def test_a_server_that_takes_no_changes_is_one_sentence_at_the_start(
    folder: Path, url: str
) -> None:
    """The first start writes: the mark of the key."""
    torang("keys", "torang.key", folder=folder)
    name = make_url(url).database
    database = Database(url)
    database.now(
        lambda db: db.exec_driver_sql(
            f"ALTER DATABASE {name} SET default_transaction_read_only = on"
        )
    )
    database.close()

    settings = {"DATABASE__URL": url, "KEYS__FILE": "torang.key", "TELEGRAM__TOKEN": "1:local"}
    found = torang("run", folder=folder, **{f"TORANG_{key}": v for key, v in settings.items()})

    assert found.returncode == 1
    assert len(found.stderr.splitlines()) == 1
    assert "read-only transaction" in found.stderr


@pytest.mark.parametrize("content", [b"no database at all " * 500, b"SQLite format 3\0" * 400])
def test_a_damaged_database_is_one_sentence(folder: Path, content: bytes) -> None:
    (folder / "var/torang.db").write_bytes(content)

    for command in (("db", "upgrade"), ("link", "dukcapil-ktp")):
        found = torang(*command, folder=folder)
        assert found.returncode == 1
        assert len(found.stderr.splitlines()) == 1
        assert found.stderr.startswith("The database ")


def test_the_index_of_a_file_is_printed_or_told_to_machines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("No,U1,U2,U3,U4,U5,U6,U7,U8,U9\n1,4,4,4,4,4,4,4,4,4\n")

    text = torang("skm", "a.csv", "--order", "list", "--weight", "0.111", folder=tmp_path)
    json_ = torang("skm", "a.csv", "--order", "questionnaire", "--json", folder=tmp_path)
    unsaid = torang("skm", "a.csv", folder=tmp_path)

    assert text.returncode == json_.returncode == 0
    assert "Weight of an element: 0.111" in text.stdout
    assert "99.90" in text.stdout
    assert text.stderr == "Columns that are not used: No\n"
    assert json.loads(json_.stdout)["ikm"] == "100.00"
    assert json_.stderr.splitlines()[-1] == "Weight of an element: 1/9"
    assert (unsaid.returncode, len(unsaid.stderr.splitlines())) == (2, 1)


def test_a_bad_cell_lets_no_number_be_printed(tmp_path: Path) -> None:
    header = "persyaratan;prosedur;waktu;biaya;produk;kompetensi;perilaku;pengaduan;sarana"
    (tmp_path / "a.csv").write_text(f"{header}\n4;4;4;4;4;4;4;4;5\n4;;4;4;4;4;4;4;4\n")

    found = torang("skm", "a.csv", folder=tmp_path)

    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.splitlines() == [
        "row 2, column sarana “5”: a score is 1, 2, 3 or 4",
        "row 3, column prosedur: a score is missing; write 1, 2, 3 or 4",
        "2 problems; no index is told.",
    ]


def test_what_is_passed_over_is_named_on_one_line_whatever_it_holds(tmp_path: Path) -> None:
    header = "U1,U2,U3,U4,U5,U6,U7,U8,U9"
    title = f"Saran\n\x1b[31m {'dan usul ' * 20}"
    (tmp_path / "a.csv").write_text(f'{header},"{title}",,No\n4,4,4,4,4,4,4,4,4,baik,!,1\n')

    found = torang("skm", "a.csv", "--order", "list", "--json", folder=tmp_path)

    assert json.loads(found.stdout)["n"] == 1
    assert found.stderr.splitlines() == [
        "Columns that are not used: Saran \N{REPLACEMENT CHARACTER}[31m dan usul dan usul dan "
        "usul dan usul dan usul da…, No",
        "Columns without a header, not used: K",
        "Weight of an element: 1/9",
    ]


def test_other_sheets_of_a_workbook_are_named_and_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    for sheet, score in ((book.worksheets[0], 4), (book.create_sheet("Lama"), 1)):
        sheet.append([f"U{number}" for number in range(1, 10)])
        sheet.append([score] * 9)
    book.save(tmp_path / "a.xlsx")

    found = torang("skm", "a.xlsx", "--order", "list", "--json", folder=tmp_path)

    assert json.loads(found.stdout)["ikm"] == "100.00"
    assert found.stderr.splitlines()[0] == "Sheets that are not used: Lama"


def test_nothing_slow_is_imported_before_it_is_needed(tmp_path: Path) -> None:
    """Telegram's framework, converting, drawing, statistics, and PostgreSQL for SQLite."""
    imported = loaded(
        "from bot.commands import alone, files, opening, preparing, serving; "
        f"opening.Database('sqlite:///{tmp_path}/torang.db').close()"
    )

    assert "sqlalchemy" in imported
    assert imported.isdisjoint(HEAVY)


def test_what_needs_no_database_loads_nothing_that_speaks_to_one() -> None:
    imported = loaded("from bot.commands import alone")

    assert "openpyxl" in imported
    assert imported.isdisjoint(HEAVY | {"alembic", "sqlalchemy"})


def loaded(code: str) -> set[str]:
    """The modules that are there after this code has run."""
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"],
        cwd=Path.cwd(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(found.stdout.split())
