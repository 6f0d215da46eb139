"""The settings: what is read, what wins, and the sentence each mistake gets."""

import base64
import os
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.config import Config, ConfigError, load, secret, token, write_key
from bot.texts import speaking

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
SECRET = "h7Jw0y7XcVb2v5Zs9nQmA1kPqLrTfUeWdGxYoIiBtMc="


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and no settings from the environment these tests run in."""
    for name in [name for name in os.environ if name.startswith("TORANG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(path: Path | None) -> str:
    with speaking("en"), pytest.raises(ConfigError) as refused:
        load(path)
    return str(refused.value)


def test_the_example_is_a_valid_configuration() -> None:
    config = load(EXAMPLE)

    assert config.office.zone == ZoneInfo("Asia/Jayapura")
    assert config.telegram.token_file == EXAMPLE.parent / "var" / "telegram.token"


def test_the_example_names_every_setting_but_the_secrets() -> None:
    tables = tomllib.loads(EXAMPLE.read_text("utf-8"))
    named = {f"{table}.{key}" for table, keys in tables.items() for key in keys}
    all_keys = {f"{table}.{key}" for table, model in Config() for key in type(model).model_fields}

    assert all_keys - named == {"telegram.token", "keys.secret"}


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load(None)

    assert config.telegram.api_base == "https://api.telegram.org"
    assert config.telegram.simulator is False
    assert config.office.admins == ()
    assert config.database.url == f"sqlite:///{tmp_path}/var/torang.db"
    assert config.keys.file == tmp_path / "var" / "torang.key"
    assert (config.log.level, config.log.format) == ("info", "text")


def test_the_file_of_the_folder_is_read_without_being_named(tmp_path: Path) -> None:
    written(tmp_path, '[office]\nname = "Setda"')

    assert load(None).office.name == "Setda"


def test_the_environment_goes_before_the_file_key_by_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, '[office]\nname = "Setda"\nadmins = [1]')
    monkeypatch.setenv("TORANG_OFFICE__ADMINS", "7, 8")

    office = load(file).office

    assert (office.name, office.admins) == ("Setda", (7, 8))


@pytest.mark.parametrize("ids", ["7,8", "[7, 8]", " 7 , 8, "])
def test_admins_can_be_listed_in_the_environment(
    ids: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORANG_OFFICE__ADMINS", ids)

    assert load(None).office.admins == (7, 8)


def test_other_variables_of_the_family_are_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORANG_TEST_DATA", "/somewhere")

    assert load(None).office.name == "Pemerintah Daerah"


def test_relative_paths_start_at_the_folder_of_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    file = written(
        folder,
        '[telegram]\ntoken_file = "a"\n[keys]\nfile = "b"\n[database]\nurl = "sqlite:///c/d.db"',
    )

    config = load(Path("etc/config.toml"))

    assert config == load(file)
    assert config.telegram.token_file == folder / "a"
    assert config.keys.file == folder / "b"
    assert config.database.url == f"sqlite:///{folder}/c/d.db"


def test_absolute_paths_stay(tmp_path: Path) -> None:
    file = written(tmp_path, '[keys]\nfile = "/k"\n[database]\nurl = "sqlite:////d.db"')

    config = load(file)

    assert (config.keys.file, config.database.url) == (Path("/k"), "sqlite:////d.db")


def test_settings_cannot_be_changed() -> None:
    config = load(None)

    with pytest.raises(ValidationError):
        config.office.name = "x"


def test_a_file_that_is_named_must_be_there() -> None:
    assert refusal(Path("none.toml")) == (
        "none.toml: there is no such file; copy config.example.toml to begin with."
    )


@pytest.mark.parametrize("content", ["= 3", "\0"])
def test_a_broken_file_is_named(content: str, tmp_path: Path) -> None:
    file = written(tmp_path, content)

    assert refusal(file).startswith(f"{file}: this file cannot be read (")


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: this file cannot be read (Is a directory)."


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes('[office]\nname = "é"'.encode("latin-1"))

    assert refusal(file).startswith(f"{file}: this file cannot be read (")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[offices]", "offices: there is no such setting"),
        ("[office]\nnmae = 'x'", "office.nmae: there is no such setting"),
        ("office = 3", "office: this value does not fit"),
        ("telegram = 3", "telegram: this value does not fit"),
        ("[office]\nadmins = ['x']", "office.admins.0: this value does not fit"),
        ("[office]\nadmins = [-5]", "office.admins.0: this value does not fit"),
        ("[office]\nzone = 'Asia/Sofifi'", "office.zone: there is no such time zone"),
        ("[log]\nlevel = 'loud'", "log.level: this value does not fit"),
        ("[database]\nurl = 'mysql://x/y'", "database.url: use sqlite:///"),
        ("[database]\nurl = 'postgresql://x'", "database.url: use sqlite:///"),
        ("[database]\nurl = 'postgresql:x/y'", "database.url: use sqlite:///"),
        ("[database]\nurl = 'postgresql://x:port/y'", "database.url: use sqlite:///"),
        ("[database]\nurl = 'postgresql://[x/y'", "database.url: use sqlite:///"),
        ("[database]\nurl = 'sqlite://'", "database.url: use sqlite:///"),
        ("[database]\nurl = 'sqlite:///'", "database.url: use sqlite:///"),
        ("[web]\nurl = 'http://skm.example.go.id'", "web.url: use https:// and the name"),
        ("[web]\nurl = 'https://skm.example.go.id/skm'", "web.url: use https:// and the name"),
        ("[web]\nport = 8080\nhost = '0.0.0.0'", "web.url: name the https:// address"),
        ("[web]\nport = 70000", "web.port: this value does not fit"),
    ],
)
def test_a_mistake_gets_one_sentence_that_names_its_key(
    text: str, problem: str, tmp_path: Path
) -> None:
    said = refusal(written(tmp_path, text))

    assert said.startswith(problem)
    assert "\n" not in said


def test_a_mistake_is_told_in_the_language_in_force() -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: berkas itu tidak ada"):
        load(Path("none.toml"))


@pytest.mark.parametrize("table", ["[telegram]\ntoken = '1:x'", "[keys]\nsecret = 'x'"])
def test_a_secret_is_refused_in_the_file(table: str, tmp_path: Path) -> None:
    assert "this is a secret; move it" in refusal(written(tmp_path, table))


@pytest.mark.parametrize(
    "url", ["postgresql://x/y", "postgresql:///y", "postgresql://me@x:5433/y?sslmode=require"]
)
def test_a_server_is_taken_as_it_is_written(url: str, tmp_path: Path) -> None:
    assert load(written(tmp_path, f"[database]\nurl = '{url}'")).database.url == url


@pytest.mark.parametrize(
    "url", ["postgresql://me:hunter2@x/y", "postgresql://me@x/y?password=hunter2"]
)
def test_a_password_of_the_database_is_refused_in_the_file_and_taken_from_the_environment(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(written(tmp_path, f"[database]\nurl = '{url}'")) == (
        "database.url: no password may stand here; set TORANG_DATABASE__URL, or use ~/.pgpass."
    )
    (tmp_path / "config.toml").unlink()

    monkeypatch.setenv("TORANG_DATABASE__URL", url)
    config = load(None)

    assert config.database.url == url
    assert config.database.place == "postgresql://me@x/y"
    assert "hunter2" not in f"{config!r}"


def test_the_place_of_a_file_is_its_url(tmp_path: Path) -> None:
    assert load(None).database.place == f"sqlite:///{tmp_path}/var/torang.db"


def test_a_mistake_in_a_secret_does_not_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORANG_TELEGRAM__TOKEN", "hunter2")
    monkeypatch.setenv("TORANG_KEYS__SECRET", "hunter2")
    config = load(None)

    with pytest.raises(ConfigError) as no_token:
        token(config)
    with pytest.raises(ConfigError) as no_secret:
        secret(config)
    assert "hunter2" not in f"{no_token.value} {no_secret.value} {config!r}"
    assert (no_token.value.key, no_secret.value.key) == ("telegram.token", "keys.secret")


def test_the_token_comes_from_the_environment_before_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private(tmp_path / "t", "1:file\n")
    file = written(tmp_path, '[telegram]\ntoken_file = "t"')
    assert token(load(file)) == "1:file"

    monkeypatch.setenv("TORANG_TELEGRAM__TOKEN", "2:environment")
    assert token(load(file)) == "2:environment"


def test_a_missing_token_is_asked_for_only_where_it_is_needed() -> None:
    config = load(None)

    with pytest.raises(ConfigError, match=r"telegram\.token: .*TORANG_TELEGRAM__TOKEN"):
        token(config)


@pytest.mark.parametrize(
    ("content", "mode", "problem"),
    [
        ("1:x", 0o640, "chmod 600"),
        ("1:x", 0o604, "chmod 600"),
        ("not a token", 0o600, "BotFather"),
        ("", 0o600, "BotFather"),
        (None, 0o600, r"\(No such file or directory\)"),
    ],
)
def test_a_token_file_must_be_private_and_hold_a_token(
    content: str | None, mode: int, problem: str, tmp_path: Path
) -> None:
    if content is not None:
        private(tmp_path / "t", content, mode)
    config = load(written(tmp_path, '[telegram]\ntoken_file = "t"'))

    with pytest.raises(ConfigError, match=rf"^telegram\.token_file: .*{problem}"):
        token(config)


def test_a_written_key_is_private_and_opens_as_32_bytes() -> None:
    config = load(None)
    write_key(config.keys.file)

    assert config.keys.file.stat().st_mode & 0o777 == 0o600
    assert len(secret(config)) == 32


def test_two_written_keys_differ(tmp_path: Path) -> None:
    write_key(tmp_path / "a")
    write_key(tmp_path / "b")

    assert (tmp_path / "a").read_text() != (tmp_path / "b").read_text()


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "key"
    write_key(file)
    before = file.read_bytes()

    with pytest.raises(ConfigError, match="File exists"):
        write_key(file)
    assert file.read_bytes() == before


def test_a_key_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    written(tmp_path, "")

    with pytest.raises(ConfigError, match="key"):
        write_key(tmp_path / "config.toml" / "key")


def test_the_secret_comes_from_the_environment_before_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TORANG_KEYS__SECRET", SECRET)
    config = load(None)
    write_key(config.keys.file)

    assert secret(config) == base64.urlsafe_b64decode(SECRET)


def test_without_a_key_one_is_told_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=rf"torang keys {tmp_path}/var/torang\.key$"):
        secret(load(None))


@pytest.mark.parametrize(
    ("content", "mode", "problem"),
    [
        (SECRET, 0o640, "chmod 600"),
        (SECRET, 0o604, "chmod 600"),
        (SECRET[4:], 0o600, "torang keys"),
        (SECRET + SECRET, 0o600, "torang keys"),
        ("A" * 44, 0o600, "torang keys"),
        ("é" * 44, 0o600, "torang keys"),
        (SECRET.replace("=", "!="), 0o600, "torang keys"),
    ],
)
def test_a_key_file_must_be_private_and_hold_a_key(content: str, mode: int, problem: str) -> None:
    config = load(None)
    config.keys.file.parent.mkdir()
    private(config.keys.file, content, mode)

    with pytest.raises(ConfigError, match=rf"^keys\.file: .*{problem}"):
        secret(config)


def private(file: Path, content: str, mode: int = 0o600) -> None:
    file.write_text(content, encoding="utf-8")
    file.chmod(mode)


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("telegram", "api_base", "not a url"),
        ("telegram", "api_base", "ftp://127.0.0.1"),
        ("telegram", "api_base", "http://[::1"),
        ("telegram", "api_base", ""),
        ("telegram", "username", "@a b/c"),
        ("telegram", "token_file", "a\\u0000b"),
        ("office", "zone", "Asia"),
        ("database", "url", "sqlite:///var/torang.db?mode=ro"),
        ("database", "url", "sqlite:///var/\\u0000"),
    ],
)
def test_a_value_that_could_only_fail_later_is_refused_at_once(
    tmp_path: Path, table: str, key: str, value: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[{table}]\n{key} = "{value}"\n')

    with pytest.raises(ConfigError) as refused:
        load(file)

    assert refused.value.key == f"{table}.{key}"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""),
        ("url = 'https://skm.example.go.id'", ""),
        ("port = 8080", "http://127.0.0.1:8080"),
        ("port = 8080\nurl = 'https://skm.example.go.id/'", "https://skm.example.go.id"),
        ("port = 80\nhost = '0.0.0.0'\nurl = 'https://a.go.id:8443'", "https://a.go.id:8443"),
        ("port = 8081\nurl = 'http://localhost:8081'", "http://localhost:8081"),
    ],
)
def test_the_web_pages_have_an_address_where_they_have_a_port(
    text: str, address: str, tmp_path: Path
) -> None:
    assert load(written(tmp_path, f"[web]\n{text}")).web.address == address
