"""Knows how to play the bot in a browser: one person, one chat, a clock that can be turned."""
