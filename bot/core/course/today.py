"""Knows what today makes of a dose: pain, the way back, the first week, a lighter one, strikes."""

from bot.core.book import Book, Stage, Stretch
from bot.core.course import growth, ladder, ramp, strikes, trend
from bot.core.course.course import Ladder, Progress
from bot.core.course.diary import DAY, Diary
from bot.core.course.heed import Heed, findings, heed
from bot.core.course.progress import returned
from bot.core.course.score import Before, before
from bot.core.course.trend import Finding
from bot.core.dose import Dose, at_most, halved, shorter_holds
from bot.core.values import Value, replace

FIRST_WEEK = 7 * DAY
LIGHTER = 7  # tenths of a dose in every fourth week (FACTS D5)


class Today(Value, frozen=True):
    """Everything that holds a session back at a moment.

    `pain` is what the reading allows (D3), `heed` what the trend asks for (D4), `stage` the stage
    of the way back (None: not on one). `most` is how many steps above the start dose are open.
    `strength` is whether strength of level 2 and more is open.
    """

    now: int
    pain: Before
    heed: Heed
    found: tuple[Finding, ...] = ()
    stage: Stage | None = None
    most: int = 999
    half: bool = False
    lighter: bool = False
    first_week: bool = False
    strength: bool = False


def opened(progress: Progress, diary: Diary, book: Book) -> tuple[Progress, str]:
    """The progress at the start of a session, once its reading is in the diary; and a break's key.

    A break is reckoned with first, then the mornings since, then the way back. To be called
    before `today` and the plan; "progress.gap_month" asks for the onboarding questions.
    """
    progress, gap = returned(progress, book, diary.now)
    progress = growth.settled(progress, diary, book)
    return replace(progress, way=ramp.onward(progress.way, diary, book)), gap


def today(progress: Progress, diary: Diary, book: Book, level: int | None) -> Today:
    """What holds for a session at the diary's moment, after a reading of `level`.

    The reading belongs in the diary already.
    """
    found = findings(diary)
    stage = ramp.today(progress.way, level, book)
    return Today(
        diary.now,
        before(level),
        heed(found),
        found,
        stage,
        ramp.most_steps(progress.way, stage),
        half=heed(found).half or progress.half_since > 0,
        lighter=growth.lighter(diary),
        first_week=diary.now - diary.since < FIRST_WEEK,
        strength=trend.strength_open(diary),
    )


def stuck(progress: Progress, diary: Diary) -> str:
    """Whether a clinician is suggested because little has changed: "episode", "programme" or "".

    Day 14 of an acute episode against its worst reading, and week 6 of the programme against the
    median of its first week (FACTS D4).
    """
    way, first = progress.way, progress.first
    if way is not None and trend.stuck(diary, way.episode, way.peak, 14):
        return "episode"
    return "programme" if first and trend.stuck(diary, diary.since, first, 42) else ""


def allows(slug: str, stretch: Stretch, progress: Progress, held: Today) -> bool:
    """Whether a stretch may be in today's session, as far as pain and progress have a say.

    Tags, equipment and the stage's own list are asked elsewhere. Level 1 holds in the first week,
    at a 4 or more, on the way back below its strength stage and after a rise. Strength of level 2
    needs its gate, or the stage that opens it.
    """
    known = progress.ladders.get(slug)
    if strikes.state(known or Ladder(), held.now) or not held.pain.allows(stretch):
        return False
    if not stretch.flare_safe and (held.heed.flare_style or held.heed.flare):
        return False
    if known is None and held.heed.no_new and not stretch.flare_safe:
        return False
    return _open(stretch, held.heed) and _strong(stretch, held)


def _open(stretch: Stretch, asked: Heed) -> bool:
    """No stretch of an area that was sore for days; an area without a name closes the static."""
    if "" in asked.closed and stretch.type == "static":
        return False
    return stretch.type == "breathing" or not asked.closed.intersection(stretch.areas)


def _strong(stretch: Stretch, held: Today) -> bool:
    """Whether its level, and strength, are open."""
    stage = held.stage.number if held.stage is not None else None
    early = stage is not None and stage < ramp.STRENGTH
    if stretch.level > 1 and (held.first_week or held.heed.level_one or early):
        return False
    if stretch.type != "strength":
        return True
    gated = stretch.level > 1 and not held.strength and stage is None
    return not gated and not held.heed.no_strength


def dose(slug: str, stretch: Stretch, progress: Progress, held: Today) -> Dose:
    """How much of a stretch today: its earned dose, made smaller by all that holds it back.

    Half is half once, whatever asks for it (the way back, the trend, a strike); a lighter week
    comes on top of nothing else. In the first week nothing exceeds half the goal (FACTS B0).
    """
    mine = progress.ladders.get(slug, Ladder())
    now = ladder.dose(stretch, min(mine.steps, held.most))
    if held.first_week:
        now = at_most(now, replace(halved(stretch.goal), hold=stretch.goal.hold))
    if held.half or mine.half_until > held.now or (held.stage is not None and held.stage.half):
        now = halved(now)
    elif held.lighter:
        now = lightened(now)
    if held.stage is not None and held.stage.hold_at_most:
        now = replace(now, hold=min(now.hold, held.stage.hold_at_most))
    return shorter_holds(now) if held.pain.half_holds or held.heed.half_holds else now


def lightened(full: Dose) -> Dose:
    """70 % of a dose: of its time, or of its repeats, or of the hold where repeats are few."""
    if full.seconds:
        return replace(full, seconds=max(1, full.seconds * LIGHTER // 10))
    if full.reps < 4 and full.hold > 1:
        return replace(full, hold=max(1, full.hold * LIGHTER // 10))
    return replace(full, reps=max(1, full.reps * LIGHTER // 10))
