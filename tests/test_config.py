"""Settings: what is unset has a default, and each mistake is one clear sentence."""

import os
import traceback
from pathlib import Path

import pytest

from bot.config import TELEGRAM, Wrong, read

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.upper().startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def mistakes(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(f"BOT_{name.upper()}", value)
    with pytest.raises(Wrong) as caught:
        read(None)
    assert str(caught.value) == "\n".join(caught.value.mistakes)
    return caught.value.mistakes


def test_with_nothing_set_the_defaults_hold():
    settings = read()
    assert settings.token == ""
    assert settings.api_url == TELEGRAM
    assert settings.db == Path("data/unhunch.db")
    assert settings.address == ("127.0.0.1", 8080)
    assert settings.rate == 30
    assert settings.contact == ""
    assert settings.backups == 7
    assert settings.content is None
    assert settings.ids("allowed") == settings.ids("admins") == frozenset()


def test_an_empty_variable_is_an_unset_one(monkeypatch):
    for name in ("TOKEN", "API_URL", "DB", "LISTEN", "RATE", "ADMINS", "ALLOWED", "CONTENT"):
        monkeypatch.setenv(f"BOT_{name}", "")
    settings = read(None)
    assert (settings.rate, settings.db) == (30, Path("data/unhunch.db"))
    assert settings.content is None


def test_everything_can_be_set(monkeypatch, tmp_path):
    for name, value in {
        "TOKEN": f" {TOKEN}\n",  # as a file of secrets has it
        "API_URL": "http://localhost:8081/",
        "DB": str(tmp_path / "bot.db"),
        "LISTEN": "[::1]:0",
        "RATE": "1000",
        "ADMINS": "1, 2 3",
        "ALLOWED": "4",
        "CONTACT": "Anna <anna@example.org>",
        "CONTENT": str(tmp_path),
    }.items():
        monkeypatch.setenv(f"BOT_{name}", value)
    settings = read(None)
    assert settings.token == TOKEN
    assert settings.api_url == "http://localhost:8081"
    assert settings.db == tmp_path / "bot.db"
    assert settings.address == ("::1", 0)
    assert settings.rate == 1000
    assert settings.ids("admins") == {1, 2, 3}
    assert settings.ids("allowed") == {4}
    assert settings.contact == "Anna <anna@example.org>"
    assert settings.content == tmp_path


def test_the_environment_goes_before_the_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("BOT_RATE=5\nBOT_CONTACT=me\nOTHER=x\n")
    monkeypatch.setenv("BOT_RATE", "7")
    settings = read()
    assert (settings.rate, settings.contact) == (7, "me")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("token", "hello", "BOT_TOKEN does not look like a token"),
        ("token", "123456:short", "BOT_TOKEN does not look like a token"),
        ("token", "12x:" + "A" * 35, "BOT_TOKEN does not look like a token"),
        ("api_url", "api.telegram.org", "BOT_API_URL must be an http(s) address"),
        ("api_url", "ftp://x", "BOT_API_URL must be an http(s) address"),
        ("api_url", "http://[x", "BOT_API_URL must be an http(s) address"),
        ("api_url", "http://x:99999", "BOT_API_URL must be an http(s) address"),
        ("db", ".", "BOT_DB must be a file"),
        ("content", "nowhere", "BOT_CONTENT must be a folder"),
        ("listen", "8080", "BOT_LISTEN must be host:port"),
        ("listen", "x:y", "BOT_LISTEN must be host:port"),
        ("listen", "x:65536", "BOT_LISTEN must be host:port"),
        ("rate", "fast", "BOT_RATE must be a number"),
        ("rate", "0", "BOT_RATE must be a number"),
        ("rate", "nan", "BOT_RATE must be a number"),
        ("rate", "1001", "BOT_RATE must be a number"),
        ("calendars", "perhaps", "BOT_CALENDARS must be on or off."),
        ("health", "perhaps", "BOT_HEALTH must be on or off."),
        ("content", "x" * 300, "BOT_CONTENT must be a folder"),
        ("admins", "anna", "BOT_ADMINS must be Telegram user ids"),
        ("allowed", "1;2", "BOT_ALLOWED must be Telegram user ids"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_its_variable(monkeypatch, name, value, sentence):
    (told,) = mistakes(monkeypatch, **{name: value})
    assert told.startswith(sentence)
    assert told.endswith(".")
    assert "\n" not in told


def test_all_mistakes_are_told_at_once(monkeypatch):
    told = mistakes(monkeypatch, token="x", rate="x", listen="x")
    assert sorted(one.split()[0] for one in told) == ["BOT_LISTEN", "BOT_RATE", "BOT_TOKEN"]


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / ".env").write_bytes(b"BOT_CONTACT=\xff\xfe")
    with pytest.raises(Wrong, match=r"^\.env is not UTF-8 text\.$"):
        read()


def test_a_file_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("BOT_RATE=5")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("bot.config.Settings", refuse)
    with pytest.raises(Wrong, match=r"^\.env cannot be read: Permission denied\.$"):
        read()


def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    (tmp_path / ".env").mkdir()
    with pytest.raises(Wrong, match=r"^\.env is a folder; it must be a file, or not be there\.$"):
        read()


def test_a_database_that_cannot_be_looked_at_is_no_fault_of_the_file(monkeypatch, tmp_path):
    """Who opens it says what is wrong with it."""
    (tmp_path / ".env").write_text("BOT_RATE=5")
    monkeypatch.setenv("BOT_DB", "x" * 300)
    assert read().db == Path("x" * 300)


@pytest.mark.parametrize(
    ("word", "meant"), [("on", True), ("Yes", True), ("1", True), ("off", False), ("n", False)]
)
def test_switches_have_the_same_words(monkeypatch, word, meant):
    monkeypatch.setenv("BOT_HEALTH", word)
    monkeypatch.setenv("BOT_CALENDARS", word)
    settings = read(None)
    assert settings.health is settings.calendars is meant


def test_the_token_is_in_no_text_of_the_settings(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    settings = read(None)
    assert TOKEN not in repr(settings) + str(settings)


def test_a_wrong_token_is_in_no_text_of_the_error(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", "123456:A secret that is wrong, ✓")
    with pytest.raises(Wrong) as caught:
        read(None)
    told = "".join(traceback.format_exception(caught.value))
    assert "A secret" not in told + repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("value", ["some", "-1", "367", "1.5"])
def test_backups_are_a_number_of_nights(monkeypatch, value):
    (mistake,) = mistakes(monkeypatch, backups=value)
    assert mistake == "BOT_BACKUPS must be how many nights to keep, from 0 (none) to 366."


def test_no_backups_at_all_may_be_wished(monkeypatch):
    monkeypatch.setenv("BOT_BACKUPS", "0")
    assert read(None).backups == 0


@pytest.mark.parametrize(
    "url",
    [
        "bot.example.org",
        "ftp://bot.example.org/",
        "https://",
        "https://a.example.org/bot?x=1",
        "https://a.example.org/#bot",
        "https://me:secret@a.example.org/",
        "https://a.example.org:99999/",
    ],
)
def test_a_webhook_is_a_web_address_without_more(monkeypatch, url):
    (mistake,) = mistakes(monkeypatch, webhook_url=url)
    assert mistake == "BOT_WEBHOOK_URL must be an address such as https://example.org/bot."


@pytest.mark.parametrize("path", ["/b/../c", "/.", "/b/%2e%2E", "/b/%2e./c"])
def test_a_webhook_that_nobody_would_find_is_refused(monkeypatch, path):
    (mistake,) = mistakes(monkeypatch, webhook_url=f"https://example.org{path}")
    assert mistake == "BOT_WEBHOOK_URL must have no . or .. in its path."


@pytest.mark.parametrize("path", ["/health", "/%68ealth"])
def test_a_webhook_leaves_the_health_address_alone(monkeypatch, path):
    (mistake,) = mistakes(monkeypatch, webhook_url=f"https://example.org{path}")
    assert "needs another path" in mistake


@pytest.mark.parametrize("url", ["http://example.org/", "https://example.org:8080/"])
def test_telegram_itself_brings_updates_over_https_to_its_ports_only(monkeypatch, url):
    (mistake,) = mistakes(monkeypatch, webhook_url=url)
    assert "port 443, 80, 88 or 8443" in mistake
    monkeypatch.setenv("BOT_API_URL", "http://localhost:8081")
    assert read(None).webhook_url == url  # a server of one's own is free


@pytest.mark.parametrize("value", ["short", "x" * 257, "with a space in it", "ä" * 20])
def test_a_secret_is_what_telegram_takes(monkeypatch, value):
    (mistake,) = mistakes(monkeypatch, webhook_secret=value)
    assert mistake == "BOT_WEBHOOK_SECRET must be 16 to 256 letters, digits, _ or -."


def test_a_secret_is_made_from_the_token_and_tells_nothing_of_it(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    made = read(None)
    assert len(made.secret) == 64
    assert made.secret == read(None).secret
    assert TOKEN.partition(":")[2] not in made.secret
    assert made.path == "/"
    monkeypatch.setenv("BOT_WEBHOOK_SECRET", "s" * 16)
    monkeypatch.setenv("BOT_WEBHOOK_URL", "https://example.org:8443/tell/me")
    assert (read(None).secret, read(None).path) == ("s" * 16, "/tell/me")
