"""Why can't I stretch now? One sentence, whatever keeps somebody from stretching."""

from bot.core.course import absence, bearing, week
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Screen
from bot.screens.common import button, show
from bot.screens.safety import care
from bot.screens.session import telling
from bot.texts import Markup, bold, evened, joined, phrase, say


def reason(moment: Moment) -> str:
    """What closes stretching now, the most urgent first; "open" when nothing does.

    "care", "signs" (a question about them waits), "flare", "anew" (the first talk's questions
    wait), "stage" (the way back), "today" (pain or its trend leaves calm moves alone), "extra"
    (the day's sessions are used up).
    """
    person = moment.person
    diary = bearing.diary(person, moment.past, moment.now)
    asked, levels = person.screening, diary.pains(86400)
    held = bearing.held(person, moment.book, levels[-1].level if levels else None, moment.now)
    holds = (
        ("care", person.care is not None),
        ("signs", asked is not None and asked.why in care.INSISTS),
        ("flare", person.flare is not None),
        ("anew", person.stage in ("setup", "settled") and absence.afresh(person, moment.now)),
        ("today", bearing.calm(held)),
        ("stage", person.progress.way is not None),
        ("extra", week.opens(diary, "stretch") == "easy"),
    )
    return next((key for key, closes in holds if closes), "open")


def why(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """The sentence, and the way on; under care and before the signs it stands above their own."""
    words, key = moment.words, reason(moment)
    said = say(words, f"closed.{key}")
    if key in ("care", "signs"):
        shown = care.card(moment) if key == "care" else care.ask(moment)
        return above(said, shown)
    stage = telling.stage(moment) if key == "stage" else Markup()
    text = joined([bold(say(words, "closed.title")), said, stage])
    back = "flare" if key == "flare" else "home"
    rows = ((button(words, "common.back" if key == "flare" else "common.home", back),),)
    return show(moment, Screen(text, rows), here="calmer")


def above(said: Markup, shown: Reply) -> Reply:
    """A screen with one sentence before it."""
    assert shown.screen is not None  # noqa: S101 - it is always shown
    text = joined([said, shown.screen.text])
    return Reply(shown.person, Screen(text, shown.screen.rows))


def asks(moment: Moment, text: str) -> bool:
    """Whether words ask why there is no stretching now."""
    plain = evened(text)[:200]
    begins = phrase(moment.words, "closed.begins").split(", ")
    about = phrase(moment.words, "closed.about").split(", ")
    return plain.startswith(tuple(begins)) and any(one in plain for one in about)
