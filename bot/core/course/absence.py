"""Knows how long somebody has been away, and what a break of so long asks for (FACTS D5)."""

from bot.core.course.diary import DAY
from bot.core.talk.journal import Past
from bot.core.talk.person import Person

MONTH = 28 * DAY  # from here the questions of the first talk are asked again
WEEK = 7 * DAY  # from here two steps lower; one kind word may come, once
LATE = 3 * DAY  # after which the word would be no answer to the gap any more


def began(person: Person) -> int:
    """When the person's programme began: at first, or when they came back after a month."""
    return person.began or person.since


def last(person: Person) -> int:
    """When the person last did something with the bot (epoch seconds); else when they began."""
    return max((began(person), *(one.last for one in person.progress.ladders.values())))


def afresh(person: Person, now: int) -> bool:
    """Whether the first talk's questions come before the next session, after 28 days or more."""
    return now - last(person) >= MONTH


def moved(person: Person, past: Past) -> int:
    """When the person last moved, with the bot or without it."""
    return max((last(person), *(done.ended for done in past.sessions)))
