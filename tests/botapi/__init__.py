"""Knows how Telegram behaves towards a bot: a strict Bot API server over loopback, for tests."""

from botapi.server import BotApi, Fault

__all__ = ["BotApi", "Fault"]
