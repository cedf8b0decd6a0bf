"""What holds whatever happens: a flare shows nothing blocked; doses stay within bounds."""

from chat import START, Chat, book, change
from diaries import at, diary, good_session, pain
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.core.book import Book
from bot.core.course.course import Ladder, Progress
from bot.core.course.ladder import MOST_HOLD, MOST_REPS, MOST_STATIC, TRUNK, dose, held, rungs
from bot.core.course.today import opened
from bot.core.planning import plans
from bot.core.talk.person import Person
from bot.core.talk.screen import Figure, Follow, Loop
from bot.core.talk.state import Flare
from bot.core.values import replace

DAY = 86400
BOOK = book()
TAGS = sorted(tag for tag, one in BOOK.tags.items() if one.asked)
AREAS = sorted(area for area, one in BOOK.areas.items() if one.asked)
SLUGS = sorted(BOOK.stretches)
SAYS = (
    "/stretch", "/desk", "/flare", "/library", "/pain 4", "/pain 8", "6 lower back", "done",
    "/progress", "why can’t I stretch", "/start",
)  # fmt: skip
KINDS = ("first", "stretch", "morning", "desk", "only", "flare")

people = st.builds(
    lambda tags, areas, minutes, place, pins: Person(
        1, 1, START - 85 * DAY, zone="UTC", stage="settled", tags=tuple(tags), areas=tuple(areas),
        minutes=minutes, place=place, pins=tuple(pins), flare=Flare(START - 3600, 8),
    ),
    st.lists(st.sampled_from(TAGS), unique=True, max_size=4),
    st.lists(st.sampled_from(AREAS), unique=True, max_size=3),
    st.sampled_from([1, 5, 8, 12]),
    st.sampled_from(["home", "floor", "bed", "desk", "public"]),
    st.lists(st.sampled_from(SLUGS), unique=True, max_size=3),
)  # fmt: skip


def safe(slug: str, person: Person, known: Book = BOOK) -> bool:
    """Whether a stretch may be shown to somebody in a flare."""
    one, mine = known.stretches[slug], (*person.tags, *person.progress.stopped)
    return (
        one.flare_safe
        and not set(mine).intersection((*one.blocks, "acute-spasm"))
        and ("recent-surgery" not in mine or slug in known.surgery_allows)
    )


@settings(max_examples=150, deadline=None)
@given(people, st.sampled_from(KINDS), st.one_of(st.none(), st.integers(0, 6)))
def test_no_plan_of_a_flare_has_anything_blocked_in_it(person, kind, level):
    for step in plans.plan(person, BOOK, kind, level, START):
        assert safe(step.stretch, person), step


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.sampled_from(TAGS), unique=True, max_size=3),
    st.lists(st.tuples(st.booleans(), st.integers(0, 40)), min_size=5, max_size=25),
)
def test_nothing_blocked_is_ever_shown_as_a_step_in_a_flare(tags, taps):
    chat = Chat().settle()
    change(chat, tags=tuple(tags), flare=Flare(chat.now - 3600, 8), screened_at=chat.now)
    chat.say("/flare")
    for types, n in taps:
        buttons = [one for row in chat.last.rows for one in row if not one.tap.startswith("forget")]
        if types or not buttons:
            chat.say(SAYS[n % len(SAYS)])
        else:
            chat.press(buttons[n % len(buttons)].tap, max(chat.messages))
        me = chat.me
        if me is None or me.flare is None:
            return
        if me.session is not None:
            assert all(safe(one.stretch, me) for one in me.session.steps)
            media = chat.last.media
            if me.session.steps and isinstance(media, Figure | Loop | Follow):
                assert safe(media.stretch, me)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SLUGS), st.integers(0, 400))
def test_no_number_of_good_days_leads_past_the_goal_or_a_ceiling(slug, steps):
    stretch = BOOK.stretches[slug]
    now, start, goal = dose(stretch, steps), stretch.start, stretch.goal
    for part in ("sets", "reps", "hold", "seconds"):
        most = max(getattr(goal, part), getattr(start, part))
        assert getattr(now, part) <= most
    if TRUNK.intersection(stretch.areas):
        assert now.reps <= max(MOST_REPS, start.reps)
    assert now.hold <= max(MOST_HOLD, start.hold)
    if stretch.type == "static":
        assert held(now) <= max(MOST_STATIC, held(start))


@settings(max_examples=100, deadline=None)
@given(people, st.dictionaries(st.sampled_from(SLUGS), st.integers(0, 60), max_size=30))
def test_no_session_asks_for_more_than_was_earned(person, earned):
    known = {slug: Ladder(steps=n, last=START - DAY) for slug, n in earned.items()}
    person = replace(person, flare=None, progress=Progress(known))
    for step in plans.plan(person, BOOK, "stretch", 1, START):
        stretch = BOOK.stretches[step.stretch]
        most = rungs(stretch)[min(earned.get(step.stretch, 0), len(rungs(stretch)) - 1)]
        for part in ("sets", "reps", "hold", "seconds"):
            assert getattr(step.dose, part) <= getattr(most, part)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=3, max_size=14))
def test_a_dose_that_is_ripe_never_grows_on_a_day_on_which_pain_does(levels):
    slugs = ("pelvic-tilt", "cat-cow", "belly-breathing", "easy-walk")
    beside = Progress({slug: Ladder(steps=99, last=at(-1)) for slug in slugs[1:2]})
    now, rows = beside, []
    for day, level in enumerate(levels):
        rows.append(pain(day, level, 7.5))
        then, _ = opened(now, diary(*rows, now=at(day, 7.6)), BOOK)
        known = {slug: one.steps for slug, one in now.ladders.items()}
        if any(one.steps > known.get(slug, 0) for slug, one in then.ladders.items()):
            assert level <= 3
            assert level <= max(levels[max(0, day - 3) : day])
        now, more = good_session(then, day, stretches=slugs, before=level, after=level)
        rows += more
    event(f"grew {sum(one.steps for one in now.ladders.values()) > 99}")
