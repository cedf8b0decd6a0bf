"""Every screen stays within Telegram's limits: whatever is shown, and the longest there can be."""

import pytest
from chat import Chat, book
from limits import Parsed, units, within, within_toast

from bot.core.talk.screen import Button, Document, Figure, Keyboard, Screen
from bot.routes import MENU, TAPS
from bot.texts import label

DEEP = 7  # taps from home: the crawler sees every screen that far


def broken(*, text="Hello", rows=(), media=None, keyboard=None):
    return Screen(text, rows, media, keyboard)


@pytest.mark.parametrize(
    "screen",
    [
        broken(text=""),
        broken(text="<b></b>"),
        broken(text="x" * 4097),
        broken(text="💥" * 2049),
        broken(text="x" * 1025, media=Figure("cat-cow")),
        broken(text="<b>open"),
        broken(text="</b>"),
        broken(text="<b><i>crossed</b></i>"),
        broken(text="a < b"),
        broken(text="a > b"),
        broken(text="salt & pepper"),
        broken(text="<span>no</span>"),
        broken(text="&nbsp;"),
        broken(text="&#39;"),
        broken(rows=((),)),
        broken(rows=(tuple(Button(str(n), str(n)) for n in range(9)),)),
        broken(rows=tuple((Button(str(n), str(n)),) for n in range(101))),
        broken(rows=((Button(" ", "home"),),)),
        broken(rows=((Button("x" * 37, "home"),),)),
        broken(rows=((Button("Home", ""),),)),
        broken(rows=((Button("Home", "ü" * 33),),)),
        broken(rows=((Button("Home", "home"), Button("Home", "home")),)),
        broken(rows=((Button("Home", "home"),),), keyboard=Keyboard("share", "no")),
        broken(keyboard=Keyboard("", "no")),
    ],
)
def test_a_screen_that_telegram_would_refuse_is_found_out(screen):
    with pytest.raises(AssertionError):
        within(screen)


def test_a_toast_that_is_too_long_is_found_out():
    within_toast("x" * 200)
    with pytest.raises(AssertionError):
        within_toast("x" * 201)


def test_telegram_counts_in_utf_16_and_without_markup():
    assert units("💥a") == 3
    assert Parsed("<b>a &amp; b</b>").text == "a . b"
    within(Screen(f"<b>{'x' * 1024}</b>", media=Document("a.zip", ())))


def doors(chat):
    """Every button in sight, as the line it sends and the message it is on."""
    return {
        button.tap: number
        for number, screen in chat.messages.items()
        for row in screen.rows
        for button in row
    }


def crawl(chat, seen, deep):
    """Tap everything that was not tapped before, from where the chat is."""
    for tap, number in doors(chat).items():
        verb = " ".join(word for word in tap.split(" ") if not word.isdecimal())
        if verb in seen or verb.startswith("forget"):
            continue
        seen.add(verb)
        chat.press(tap, number)
        if deep:
            crawl(chat, seen, deep - 1)


@pytest.mark.parametrize("begins", ["new", "settled", "flare", "care"])
def test_every_screen_a_crawler_finds_is_within_the_limits(begins):
    chat = Chat()
    if begins != "new":
        chat.settle()
    if begins == "flare":
        chat.say("9/10 lower back")
    if begins == "care":
        chat.say("chest pain")
    seen = set()
    for command in MENU:
        chat.say(f"/{command}")
        crawl(chat, seen, DEEP)
    verbs = {line.partition(" ")[0] for line in seen}
    assert verbs - {"present"} <= set(TAPS)
    assert len(verbs) >= {"new": 8, "settled": 20, "flare": 10, "care": 5}[begins], verbs


@pytest.mark.parametrize("slug", sorted(book().stretches))
def test_every_step_fits_under_a_picture(slug):
    words = book().words["en"]
    told = words.stretches[slug]
    hints = "\n".join(words.tags[tag].hint for tag in book().stretches[slug].modifies)
    longest = (
        told.name, told.do, hints, "9 of 12", "Right side", "Hold 30 s × 10, 3 times over",
        label(words, "timer.again", done=9, of=10), label(words, "session.rule"),
        max(label(words, f"hurts.told_{one}") for one in ("pull", "ache", "left_out")),
    )  # fmt: skip
    assert units("\n\n".join(longest)) <= 1024


@pytest.mark.parametrize("slug", sorted(book().stretches))
def test_how_fits_under_a_picture(slug):
    told = book().words["en"].stretches[slug]
    parts = (told.name, *told.steps, told.breath, told.feel, told.mistake, told.stop)
    assert units("\n".join(parts)) + 100 <= 1024
