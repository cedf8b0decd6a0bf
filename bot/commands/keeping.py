"""The commands that keep what people said: backup and restore."""

from argparse import Namespace

from bot import backups
from bot.commands import now
from bot.config import Settings


def backup(settings: Settings, told: Namespace) -> int:
    """Copy the database to a file, while the bot runs or not."""
    people = backups.copy(settings.db, told.file, force=told.force)
    print(f"{told.file}: {_people(people)}.")
    return 0


def restore(settings: Settings, told: Namespace) -> int:
    """Put a copy back, once everything about it is known to be right."""
    done = backups.restore(told.file, settings.db, now())
    print(f"{settings.db}: {_people(done.people)}, as {told.file} had them.")
    if done.gone:
        print(f"{done.gone} of them had asked to be forgotten since, and are not in it.")
    if done.kept is not None:
        print(f"The database before is kept as {done.kept}; remove it when all is well.")
    return 0


def _people(n: int) -> str:
    return "1 person" if n == 1 else f"{n} people"
