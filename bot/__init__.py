"""Unhunch: a Telegram bot that walks a sore back through gentle stretches."""
