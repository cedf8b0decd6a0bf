"""Reads the settings from the environment and .env, and says what is wrong with them."""

import hmac
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
SWITCH = dict.fromkeys(("on", "true", "t", "yes", "y", "1"), True) | dict.fromkeys(
    ("off", "false", "f", "no", "n", "0"), False
)
PORTS = (443, 80, 88, 8443)  # core.telegram.org/bots/webhooks


class Wrong(Exception):  # noqa: N818 - reads as what happened
    """Settings that cannot be used; `mistakes` holds one clear sentence for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Settings(BaseSettings):
    """Everything a host can set. An empty variable is an unset one."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        str_strip_whitespace=True,
        hide_input_in_errors=True,  # the token is one of them
    )

    token: str = Field("", repr=False)
    api_url: str = TELEGRAM
    db: Path = Path("data/unhunch.db")
    listen: str = "127.0.0.1:8080"
    webhook_url: str = ""
    webhook_secret: str = Field("", repr=False)
    health: bool = False
    rate: float = 30.0
    admins: str = ""
    allowed: str = ""
    contact: str = ""
    backups: int = 7
    calendars: bool = True
    content: Path | None = None

    @field_validator("token")
    @classmethod
    def _token(cls, value: str) -> str:
        number, _, secret = value.partition(":")  # the secret has 35 characters
        if value and not (number.isdecimal() and len(secret) >= 30 and secret.isascii()):
            raise ValueError("BOT_TOKEN does not look like a token of @BotFather (123456:ABC…).")
        return value

    @field_validator("api_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if not _web(value):
            raise ValueError(f"BOT_API_URL must be an http(s) address such as {TELEGRAM}.")
        return value.rstrip("/")

    @field_validator("db")
    @classmethod
    def _db(cls, value: Path) -> Path:
        if _folder(value):
            raise ValueError("BOT_DB must be a file; this is a folder.")
        return value

    @field_validator("content")
    @classmethod
    def _content(cls, value: Path | None) -> Path | None:
        if value is not None and not _folder(value):
            raise ValueError(
                "BOT_CONTENT must be a folder with the content in it, open to the user that runs "
                "the bot."
            )
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 <= int(port) < 65536:
            raise ValueError("BOT_LISTEN must be host:port, such as 127.0.0.1:8080.")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str) -> str:
        parts = urlsplit(value) if not value or _web(value) else None
        if parts is None or parts.query or parts.fragment or parts.username:
            raise ValueError("BOT_WEBHOOK_URL must be an address such as https://example.org/bot.")
        path = unquote(parts.path)
        if path == "/health":
            raise ValueError("BOT_WEBHOOK_URL needs another path: /health tells how the bot is.")
        if {".", ".."} & set(path.split("/")):  # whoever brings an update leaves them out
            raise ValueError("BOT_WEBHOOK_URL must have no . or .. in its path.")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: str) -> str:
        if value and not re.fullmatch("[A-Za-z0-9_-]{16,256}", value):
            raise ValueError("BOT_WEBHOOK_SECRET must be 16 to 256 letters, digits, _ or -.")
        return value

    @model_validator(mode="after")
    def _of_telegram(self) -> "Settings":
        """Telegram itself brings updates over https, and to four ports only."""
        if self.webhook_url and self.api_url == TELEGRAM:
            parts = urlsplit(self.webhook_url)
            if parts.scheme != "https" or parts.port not in (None, *PORTS):
                raise ValueError(
                    "BOT_WEBHOOK_URL must be https, on port 443, 80, 88 or 8443: Telegram brings "
                    "updates nowhere else."
                )
        return self

    @field_validator("rate", mode="before")
    @classmethod
    def _rate(cls, value: object) -> float:
        try:
            rate = float(str(value))
        except ValueError:
            rate = 0.0
        if not 1 <= rate <= 1000:  # Telegram's paid ceiling
            raise ValueError("BOT_RATE must be a number of messages a second, from 1 to 1000.")
        return rate

    @field_validator("backups", mode="before")
    @classmethod
    def _backups(cls, value: object) -> int:
        text = str(value).strip()
        if not text.isdecimal() or int(text) > 366:  # marks of the forgotten are kept a year
            raise ValueError("BOT_BACKUPS must be how many nights to keep, from 0 (none) to 366.")
        return int(text)

    @field_validator("calendars", "health", mode="before")
    @classmethod
    def _switch(cls, value: object) -> bool:
        word = str(value).strip().lower()
        if word not in SWITCH:
            raise ValueError("must be on or off.")
        return SWITCH[word]

    @field_validator("admins", "allowed")
    @classmethod
    def _ids(cls, value: str) -> str:
        for one in value.replace(",", " ").split():
            if not one.isdecimal():
                raise ValueError("must be Telegram user ids (numbers), separated by commas.")
        return value

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def secret(self) -> str:
        """What Telegram sends along with a webhook: of the host's own, or made from the token."""
        made = hmac.new(self.token.encode(), b"unhunch webhook", "sha256").hexdigest()
        return self.webhook_secret or made

    @property
    def path(self) -> str:
        """The path of the webhook, as it is once its percent signs are read."""
        return unquote(urlsplit(self.webhook_url).path) or "/"

    def ids(self, name: str) -> frozenset[int]:
        """The ids in `admins` or `allowed`."""
        return frozenset(int(one) for one in getattr(self, name).replace(",", " ").split())


def read(env_file: Path | None = Path(".env")) -> Settings:
    """The settings. Raises Wrong with one sentence for each mistake."""
    if env_file is not None and _folder(env_file):  # Docker makes one where no file is to mount
        raise Wrong([f"{env_file} is a folder; it must be a file, or not be there."])
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg] # BaseSettings takes it, dataclass_transform hides it
    except ValidationError as error:
        mistakes = [_sentence(one) for one in error.errors()]
    except UnicodeDecodeError:
        mistakes = [f"{env_file} is not UTF-8 text."]
    except OSError as error:
        mistakes = [f"{env_file} cannot be read: {error.strerror}."]
    raise Wrong(mistakes)  # out here, so that it carries nothing of what was read


def _folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - unlike pathlib's own it raises in no closed folder


def _web(address: str) -> bool:
    """Whether this is an http or https address with a host."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 host that is none
        return False


def _sentence(error: ErrorDetails) -> str:
    name = "BOT_" + "".join(str(part) for part in error["loc"][:1]).upper()
    text = error["msg"].removeprefix("Value error, ")
    return text if text.startswith("BOT_") else f"{name} {text[:1].lower()}{text[1:]}"
