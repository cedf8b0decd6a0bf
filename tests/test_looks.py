"""Who shows the stretches: one of four, the same all along, and a person may choose."""

from chat import Chat


def shown(chat):
    return {screen.media.look for screen in chat.messages.values() if screen.media}


def test_people_begin_with_different_figures_and_keep_them():
    looks = set()
    for person in range(40, 44):
        chat = Chat(person=person)
        chat.onboard()
        chat.tap("✓ Done")
        assert shown(chat) == {chat.me.look}
        looks.add(chat.me.look)
    assert looks == {0, 1, 2, 3}


def test_a_person_may_choose_who_shows_it():
    chat = Chat().settle()
    before = chat.me.look
    chat.say("/settings")
    chat.tap("Who shows it")
    assert chat.me.look == (before + 1) % 4
    chat.say("/stretch")
    chat.tap("2")
    assert shown(chat) == {chat.me.look}


def test_a_forged_figure_changes_nothing():
    chat = Chat().settle()
    before = chat.me.look
    for line in ("settings look 4", "settings look", "settings look x", "settings look -1"):
        chat.press(line)
    assert chat.me.look == before
