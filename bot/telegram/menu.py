"""Knows what Telegram shows of the bot before anyone has spoken: its menu and descriptions."""

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.core.book import Book, Words
from bot.routes import MENU
from bot.texts import label

log = logging.getLogger(__name__)
DEFAULT = "en"  # what Telegram shows to people of a language the bot does not speak


async def dress(bot: Bot, book: Book) -> None:
    """Set the menu and both descriptions in every language of the book, where they differ.

    Telegram limits these calls hard, so they are compared first; a refusal waits for the next
    start.
    """
    try:
        for language, words in book.words.items():
            if len(language) == 2:  # Telegram takes ISO 639-1 codes only
                await _dress(bot, words, language)
        await _dress(bot, book.words[DEFAULT], "")
    except TelegramError as error:
        log.warning("The menu could not be set: %s", error.message)


async def _dress(bot: Bot, words: Words, language: str) -> None:
    commands = tuple(BotCommand(name, label(words, f"menu.{name}")) for name in MENU)
    if await bot.get_my_commands(language_code=language) != commands:
        await bot.set_my_commands(commands, language_code=language)
    description = label(words, "bot.description")
    if (await bot.get_my_description(language_code=language)).description != description:
        await bot.set_my_description(description, language_code=language)
    short = label(words, "bot.short")
    if (await bot.get_my_short_description(language_code=language)).short_description != short:
        await bot.set_my_short_description(short, language_code=language)
