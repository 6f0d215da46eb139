"""config.toml and the environment, read into a frozen, checked Config.

    config = load(None)  # ./config.toml if there is one, and TORANG_… over it
    token(config)  # asked only where it is needed

Every problem is a ConfigError: one sentence that names the key and says what to do, and never
shows the value of a secret.
"""

import base64
import os
import re
import secrets
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.domain.learning import Targets
from bot.texts import _

__all__ = ["DEFAULT_FILE", "Config", "ConfigError", "load", "secret", "token", "write_key"]

DEFAULT_FILE = Path("config.toml")
_SQLITE = "sqlite:///"
_KEY_BYTES = 32
_WEB_URL = re.compile(r"https://[^\s/@?#]+/?|http://(127\.0\.0\.1|localhost)(:\d{1,5})?/?")
_OWN_HOSTS = ("127.0.0.1", "localhost")
_SECRETS = (("telegram", "token"), ("keys", "secret"))


class ConfigError(Exception):
    """What is wrong with one key and what to do about it, as one sentence."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


def _database(url: str) -> str:
    if not (_is_file(url) or _is_server(url)):
        problem = _("use sqlite:/// and the path of a file, or postgresql://person@host/name.")
        raise ConfigError("database.url", problem)
    return url


def _web_url(url: str) -> str:
    """Only this machine is spoken to in the clear: the dashboard's cookie would be seen."""
    if url and not _WEB_URL.fullmatch(url):
        problem = _("use https:// and the name of the host; http:// only for this machine.")
        raise ConfigError("web.url", problem)
    return url


def _is_file(url: str) -> bool:
    return url.startswith(_SQLITE) and url != _SQLITE and not set("?#\0") & set(url)


def _is_server(url: str) -> bool:
    """Without a host it is the server of this machine."""
    try:
        parts = urlsplit(url)
        named = len(parts.path) > 1 and parts.port != 0
    except ValueError:
        return False
    return url.startswith("postgresql://") and named and not set("#\0") & set(url)


def _holds_password(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.password is not None or "password" in parse_qs(parts.query)


def _listed(value: object) -> object:
    """In the environment a list is written "7, 8"."""
    if not isinstance(value, str):
        return value
    return [part for part in value.strip("[] ").split(",") if part.strip()]


def _zone(name: object) -> object:
    """The zone; a name that is a folder of the tz database is no zone either."""
    try:
        return ZoneInfo(str(name))
    except (OSError, ValueError, ZoneInfoNotFoundError):
        problem = _("there is no such time zone; use a name such as Asia/Jayapura.")
        raise ConfigError("office.zone", problem) from None


def _possible(file: Path) -> Path:
    if "\0" in str(file):
        raise ValueError("no file has such a name")
    return file


File = Annotated[Path, AfterValidator(_possible)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Telegram(_Table):
    token: SecretStr | None = None
    token_file: File | None = None
    api_base: Annotated[str, Field(pattern=r"^https?://[^\s/@:]+(:\d{1,5})?/?$")] = (
        "https://api.telegram.org"
    )
    username: Annotated[str, Field(pattern=r"^(\w{5,32})?$")] = ""
    simulator: bool = False
    per_second: NonNegativeInt = 25
    paid_broadcasts: bool = False


class Office(_Table):
    name: str = "Pemerintah Daerah"
    zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = ZoneInfo("Asia/Jayapura")
    admins: Annotated[tuple[PositiveInt, ...], BeforeValidator(_listed)] = ()
    owner: NonNegativeInt = 0
    contact: str = ""
    approval_above: NonNegativeInt = 1_000


class Learning(_Table):
    """JP a year, of PNS and of PPPK."""

    target: PositiveInt = 20
    target_pppk: PositiveInt = 24

    @property
    def targets(self) -> Targets:
        return Targets(self.target, self.target_pppk)


class Calendar(_Table):
    days_off: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()
    ramadan: tuple[date, ...] = ()


class Database(_Table):
    # From the environment it may hold a password, which no error and no log may show.
    url: Annotated[str, AfterValidator(_database), Field(repr=False)] = "sqlite:///var/torang.db"

    @property
    def file(self) -> Path | None:
        """The file of SQLite; None where a server keeps the database."""
        return Path(self.url.removeprefix(_SQLITE)) if self.url.startswith(_SQLITE) else None

    @property
    def place(self) -> str:
        """The URL as it may be shown: without a password, and without options."""
        if self.url.startswith(_SQLITE):
            return self.url
        parts = urlsplit(self.url)
        account, at, host = parts.netloc.rpartition("@")
        return f"{parts.scheme}://{account.partition(':')[0]}{at}{host}{parts.path}"


class Web(_Table):
    """The public page and the dashboard; with port 0 there are none."""

    host: Annotated[str, Field(pattern=r"^[^\s/@]+$")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    url: Annotated[str, AfterValidator(_web_url)] = ""
    licence: str = ""

    @model_validator(mode="after")
    def _reachable(self) -> "Web":
        if self.port and not self.url and self.host not in _OWN_HOSTS:
            problem = _("name the https:// address under which people find the page.")
            raise ConfigError("web.url", problem)
        return self

    @property
    def address(self) -> str:
        """Where people find it, without a slash at the end; empty where there is none."""
        if not self.port:
            return ""
        return self.url.rstrip("/") or f"http://{self.host}:{self.port}"


class Keys(_Table):
    secret: SecretStr | None = None
    file: File = Path("var/torang.key")


class Log(_Table):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Config(BaseSettings):
    """All settings; after `load` no path in them depends on the folder one stands in."""

    model_config = SettingsConfigDict(
        env_prefix="TORANG_",
        env_nested_delimiter="__",
        enable_decoding=False,
        frozen=True,
        extra="forbid",
    )

    telegram: Telegram = Telegram()
    office: Office = Office()
    learning: Learning = Learning()
    calendar: Calendar = Calendar()
    database: Database = Database()
    web: Web = Web()
    keys: Keys = Keys()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's.
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same.
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same.
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before what `load` has read from the file."""
        return env_settings, init_settings


def load(path: Path | None) -> Config:
    """The settings of this file; with None those of ./config.toml, which may be missing."""
    file = path or DEFAULT_FILE
    try:
        config = Config(**_tables(file, must_exist=path is not None))
    except ValidationError as error:
        first = error.errors()[0]
        raise _config_error(first["type"], first["loc"]) from None
    return _anchored(config, file.absolute().parent)


def token(config: Config) -> str:
    """The bot's token, from the environment or else from `telegram.token_file`."""
    key, file = "telegram.token", config.telegram.token_file
    if config.telegram.token is not None:
        text = config.telegram.token.get_secret_value()
    elif file is not None:
        key = "telegram.token_file"
        text = _private_text(key, file)
    else:
        problem = _("set TORANG_TELEGRAM__TOKEN, or token_file to a file that holds the token.")
        raise ConfigError(key, problem)
    if re.fullmatch(r"\d+:\S+", text) is None:
        raise ConfigError(key, _("this is not a token as BotFather gives it; copy it once more."))
    return text


def secret(config: Config) -> bytes:
    """The 32 bytes that seal ballots, from the environment or else from `keys.file`."""
    if config.keys.secret is not None:
        key, text = "keys.secret", config.keys.secret.get_secret_value()
    else:
        key, text = "keys.file", _key_text(config.keys.file)
    try:
        found = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        found = b""
    if len(found) != _KEY_BYTES:
        raise ConfigError(key, _("this is not a key; make one with: torang keys FILE"))
    return found


def write_key(path: Path) -> None:
    """A new key in a new file of mode 600; a file that is there already is never touched."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        problem = _("no key can be made here ({error}); choose another name.")
        raise ConfigError(str(path), problem.format(error=error.strerror)) from None
    with open(handle, "wb") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _tables(file: Path, must_exist: bool) -> dict[str, Any]:
    """What the file says, where a secret may not stand: configurations are copied and shown."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        if must_exist:
            problem = _("there is no such file; copy config.example.toml to begin with.")
            raise ConfigError(str(file), problem) from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problem = _("this file cannot be read ({error}).").format(error=reason)
        raise ConfigError(str(file), problem) from None
    for name, key in _SECRETS:
        if isinstance(table := tables.get(name), dict) and key in table:
            problem = _("this is a secret; move it to the environment or to a file of its own.")
            raise ConfigError(f"{name}.{key}", problem)
    if isinstance(table := tables.get("database"), dict) and _holds_password(
        str(table.get("url"))
    ):
        problem = _("no password may stand here; set TORANG_DATABASE__URL, or use ~/.pgpass.")
        raise ConfigError("database.url", problem)
    return tables


def _config_error(kind: str, location: tuple[int | str, ...]) -> ConfigError:
    match kind:
        case "extra_forbidden":
            problem = _("there is no such setting; remove it or correct its spelling.")
        case _:
            problem = _("this value does not fit; config.example.toml shows one that does.")
    return ConfigError(".".join(map(str, location)), problem)


def _anchored(config: Config, folder: Path) -> Config:
    """With relative paths taken from this folder."""
    telegram, keys = config.telegram, config.keys
    if telegram.token_file is not None:
        telegram = telegram.model_copy(update={"token_file": folder / telegram.token_file})
    keys = keys.model_copy(update={"file": folder / keys.file})
    database = config.database
    if database.file is not None:
        database = Database(url=f"{_SQLITE}{folder / database.file}")
    return config.model_copy(update={"telegram": telegram, "keys": keys, "database": database})


def _key_text(file: Path) -> str:
    if not file.exists():
        problem = _("there is no file {file}; make one with: torang keys {file}")
        raise ConfigError("keys.file", problem.format(file=file))
    return _private_text("keys.file", file)


def _private_text(key: str, file: Path) -> str:
    """What stands in a file that only its owner may read."""
    try:
        mode = file.stat().st_mode
        text = file.read_text("utf-8", errors="replace").strip()
    except OSError as error:
        problem = _("the file {file} cannot be read ({error}); check its name and its owner.")
        raise ConfigError(key, problem.format(file=file, error=error.strerror)) from None
    if mode & 0o077:
        problem = _("others may read the file {file}; run: chmod 600 {file}")
        raise ConfigError(key, problem.format(file=file))
    return text
