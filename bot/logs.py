"""Knows what no log may hold: the token, and anything a person wrote."""

import logging
import traceback
from pathlib import Path
from typing import Any

# Libraries that log requests (with the token in the URL), their contents, or each beat.
CHATTY = ("telegram", "httpx", "httpcore", "aiohttp", "apscheduler")


def hide(token: str) -> None:
    """Keep the token out of every log record made from now on, by whichever logger.

    Messages, tracebacks and stacks are redacted as the record is made, so it does not matter
    which handlers exist or come later. Libraries that say more than that are held to warnings.
    """
    secret = token.partition(":")[2] or token
    make = logging.getLogRecordFactory()

    def made(*args: Any, **named: Any) -> logging.LogRecord:  # noqa: ANN401 - logging's own
        record = make(*args, **named)
        _redact(record, secret)
        return record

    logging.setLogRecordFactory(made)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _redact(record: logging.LogRecord, secret: str) -> None:
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError):
        said = f"{record.msg} {record.args}"  # a faulty format may not carry it out either
        record.msg, record.args = said, ()
    if secret in said:
        record.msg, record.args = said.replace(secret, "…"), ()
    if record.exc_info and record.exc_info[0] is not None:
        lines = traceback.format_exception(*record.exc_info)
        record.exc_text = "".join(lines).rstrip("\n").replace(secret, "…")
    if record.stack_info:
        record.stack_info = record.stack_info.replace(secret, "…")


def frames(error: BaseException) -> str:
    """Where an error was raised, without its message: that may quote a person's words."""
    places = [
        f"{Path(place.filename).name}:{place.lineno} {place.name}"
        for place in traceback.extract_tb(error.__traceback__)
    ]
    return " > ".join([*places, type(error).__name__])
