"""Cards to share in any chat."""

import pytest
from chat import Chat, book
from limits import Parsed, units

from bot.app import App
from bot.core.talk.moment import Host
from bot.core.talk.outgoing import Results
from bot.core.talk.state import Screening
from bot.core.values import replace
from bot.screens.inline import PAGE, offered
from bot.screens.safety.care import INSISTS
from bot.store import Store


def offer(query="", offset=""):
    return offered(book(), book().words["en"], query, offset)


def test_typed_words_offer_what_fits_them_best_first_with_typos():
    assert next(card.slug for card in offer("cat-cow").cards) == "cat-cow"
    assert next(card.slug for card in offer("hamstrng").cards).startswith("hamstring")
    areas = [book().stretches[card.slug].areas for card in offer("neck").cards]
    assert areas
    assert all("neck" in one for one in areas[:5])
    assert offer("qwxz") == Results()


def test_without_words_every_card_is_offered_once_page_by_page_gentlest_first():
    seen, offset = [], ""
    while True:
        found = offer("", offset)
        assert len(found.cards) <= PAGE
        seen += [card.slug for card in found.cards]
        if not found.next:
            break
        offset = found.next
    assert sorted(seen) == sorted(book().stretches)
    levels = [book().stretches[slug].level for slug in seen]
    assert levels == sorted(levels)


@pytest.mark.parametrize("offset", ["x", "-1", "1.5", "9" * 40, "500"])
def test_an_offset_that_was_never_given_offers_nothing(offset):
    assert offer("", offset) == Results()


def test_every_card_can_be_sent_and_says_why_how_and_when_to_stop():
    for slug in book().stretches:
        told = book().words["en"].stretches[slug]
        found = offered(
            replace(book(), stretches={slug: book().stretches[slug]}), book().words["en"], "", ""
        )
        (card,) = found.cards
        text = Parsed(card.text).text
        assert units(text) <= 4096
        assert told.stop[:20].replace("&", ".") in text
        assert "not medical advice" in text
        assert (card.title, card.about) == (told.name, told.why)
        assert len(card.slug.encode()) <= 64


def test_the_app_answers_anybody_and_keeps_nothing():
    store = Store(None)
    app = App(store, book(), Host(), frozenset({1}))
    before = store.rows("SELECT count(*) FROM people")
    assert app.inline("neck", "", "de").cards[0].slug
    assert app.inline("", "20", "").cards
    assert not app.inline("neck", "", "en").personal
    assert store.rows("SELECT count(*) FROM people") == before


def test_where_there_are_several_languages_an_answer_is_for_one_person():
    words = book().words["en"]
    both = replace(book(), words={"en": words, "xx": replace(words, language="xx")})
    assert App(Store(None), both, Host()).inline("", "", "xx").personal


def test_nobodys_own_exercise_is_offered():
    chat = Chat().settle()
    chat.say("/mine")
    chat.tap("Add one")
    chat.say("Wall angels")
    chat.say("Slide.")
    chat.tap("Skip")
    chat.say("10")
    chat.tap("No side")
    found = chat.app.inline("wall angels", "", "en")
    assert all(not card.slug.startswith("my-") for card in found.cards)


# Links to a card


def test_a_link_to_a_card_waits_behind_the_first_talk_and_then_opens():
    chat = Chat()
    chat.say("/start cat-cow")
    link = min(chat.messages)
    assert chat.messages[link].rows[0][0].tap == "link cat-cow"
    chat.tap("Cat–cow")
    assert "A few short questions first" in chat.toasts[-1]
    chat.tap("Lower back")
    chat.tap("None of these")
    chat.tap("Nothing")
    chat.tap("3")
    chat.finish()
    chat.tap("Cat–cow", link)
    assert "On hands and knees" in chat.messages[link].text


@pytest.mark.parametrize("payload", ["nonsense", "my-1", "cat-cow x", "<b>", "x" * 64])
def test_an_unknown_link_is_an_ordinary_start(payload):
    chat = Chat().settle()
    chat.say(f"/start {payload}")
    assert chat.text.startswith("What would feel good now?")
    assert Chat().say("/start") is not None


def test_a_link_shows_nothing_but_help_while_a_warning_sign_stands():
    chat = Chat().settle()
    chat.say("chest pain")
    chat.say("/start cat-cow")
    assert "get help" in chat.text
    assert "Cat–cow" not in chat.labels
    chat.press("link cat-cow")
    assert "get help" in chat.text
    chat.press("link")
    chat.press("link mars")
    assert "get help" in chat.text


def test_a_link_waits_for_the_question_about_warning_signs_that_a_flare_insists_on():
    chat = Chat().settle()
    asked = Screening(5, next(iter(INSISTS)))
    chat.store.save(replace(chat.me, screening=asked), None)
    chat.say("/start cat-cow")
    assert "On hands and knees" not in chat.text
    chat.press("link cat-cow")
    assert "On hands and knees" not in chat.text
    chat.store.save(replace(chat.me, screening=None), None)
    chat.press("link cat-cow")
    assert "On hands and knees" in chat.text
