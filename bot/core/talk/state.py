"""Knows the small states of a person that the course of pain asks about too."""

from bot.core.values import Value, told


class Reminders(Value, frozen=True):
    """When pings come, in minutes after local midnight; `days` counts Monday as 0.

    `morning` is None when no morning ping is wanted. Desk pings are silent by default. Where
    `desk_to` is earlier than `desk_from`, work runs over midnight. `quiet` are the quiet hours that
    the person chose (from, to), None where they chose none. `chosen` is whether the work days are
    the person's own choice, and not those usual in their country. `holidays` is whether desk
    breaks rest on the public holidays of the country.
    """

    morning: int | None = None
    morning_silent: bool = False
    desk: bool = False
    desk_from: int = 9 * 60
    desk_to: int = 17 * 60
    desk_count: int = 3
    desk_silent: bool = True
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    quiet: tuple[int, int] | None = None
    holidays: bool = True
    chosen: bool = False


class Pause(Value, frozen=True):
    """Reminders rest from `since` until `until` (epoch seconds), or for good when it is None."""

    until: int | None
    since: int = 0


class Anew(Value, frozen=True):
    """The first talk's questions, asked again after a month away, before the next session.

    `at` is the one that is open: "areas", "signs" or "limits". `kind` and `only` are of the session
    that waits for the answers.
    """

    at: str
    kind: str
    only: str = ""


class Care(Value, frozen=True):
    """A warning sign was named: no exercise until the person is seen or takes it back.

    `tier` is 0 (emergency) or 1 (urgent, the same day); see FACTS D1.
    """

    flag: str
    tier: int
    at: int


class Flare(Value, frozen=True):
    """A spasm or pain of 7 and more: rest and small movement only.

    `since` starts the 24 hours, `peak` is the worst reading, `locked_at` the last time a muscle
    was locking. `again` is whether the person wants to be asked how it is.
    """

    since: int
    peak: int
    locked_at: int | None = None
    again: bool = False


class Screening(Value, frozen=True):
    """The question about warning signs that is open; only its own buttons answer it.

    `why` is "start", "care", "flare", "flare_end", "severe", "hurt", "event", "session", "anew" or
    "asked": what goes on once it is clean.
    """

    serial: int
    why: str


class Calendar(Value, frozen=True):
    """A calendar that says when its owner is busy. Its link is a secret: no log shows it.

    `since` is when it was given, `read` when it was last read (0: not yet), and `until` how far
    ahead its times are known. `tag` and `modified` are what its server said of the file then.
    `fails` counts the tries that failed since, the first of them at `failing`, the last because of
    `fault`; `told` says whether a message has told of it.
    """

    link: str
    since: int
    read: int = 0
    until: int = 0
    tag: str = ""
    modified: str = ""
    fails: int = 0
    failing: int = 0
    fault: str = ""
    told: bool = False

    def __repr__(self) -> str:
        """All but the link, and the tag that its server gave it."""
        return told(self, {"link", "tag"})
