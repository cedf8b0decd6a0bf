"""A monkey taps, types, waits and restarts at any time; what must hold holds after each step."""

import msgspec
import pytest
from chat import START, Chat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import answer
from bot.core.dose import Dose
from bot.core.planning import mine, swaps
from bot.core.planning.own import Own
from bot.core.talk.person import Person
from bot.core.talk.said import Blocked, Command, Elsewhere, Said
from bot.core.talk.screen import Figure
from bot.core.values import replace
from bot.store import Store

LOUD = (
    *("8/10 neck", "spasm", "my back hurts", "seven out of ten", "7️⃣", "٧", "6-7", "10"),
    *("can't pee", "numb between my legs", "chest pain", "fever and chills", "locked up, 9"),
)
QUIET = (
    *("it's a 2 today", "did 3 sets today", "see you at 7pm", "5 traps", "none", "2 better"),
    *("6", "0", "3", "11", "-3", "4/10", "4.5", "no pain", "1" * 40, "no chest pain"),
    *("6 lower back after sitting", "four hips", "2"),
    *("Berlin", "new yrok", "UTC+5:30", "15:30", "8", "friday", "tomorrow", "3 weeks", "31 feb"),
    *("Germany", "No, thanks", "<b>&", "x" * 4096, "💥" * 2000, "\u202e\x00\n", "/", "///", " "),
)
COMMANDS = (
    *("start", "stretch", "desk", "pain", "pain 5 neck", "flare", "signs"),
    *("pause", "pause 3", "pause friday", "settings", "help", "privacy", "export"),
    *("library", "mine", "start cat-cow", "START", "nothing", "pain " + "9" * 50),
)
LINES = (
    *("", "done", "done 1 0", "done x y", "now 1 11", "now 1 5", "felt 1 0 pull", "zoned Mars"),
    *("zoned ../../etc/passwd", "ping morning 2026-11-24T08:00 no", "ping x y z", "level 11"),
    *("log 5 0 0", "undo 1", "undo x", "forget 1", "calm", "session", "step 1 0", "more 1 0"),
    *("pause 400", "pause 0", "hours from 9999", "hours to 60", "breaktimes count 7", "areas"),
    *("limits done", "seen 1", "mistake 1", "country XX", "bell 1 0 0 end", "time 1 0 0", "setup"),
    *("mine add", "mine side my-5 both", "mine gone my-5", "mine x", "link cat-cow", "card my-5"),
    *("tick + hips", "limit + knee-pain", "mylimits + recent-surgery", "mylimits + knee-pain"),
)
PLACES = ((52.5, 13.4), (0.0, -160.0), (90.0, 0.0), (-33.9, 151.2))
WAITS = (1, 10, 30, 60, 600, 1800, 3600, 3 * 3600, 8 * 3600, 86400, 3 * 86400)


class Crowd:
    """Some people on one bot, each with a chat, all on one clock."""

    def __init__(self, people=2):
        self.store = Store(None)
        self.chats = [Monkey(self, 7 + n) for n in range(people)]
        for chat in self.chats:
            chat.restart()

    def restart(self):
        for chat in self.chats:
            chat.restart()
            self.chats[0].app.wake()
        for chat in self.chats[1:]:
            chat.app = self.chats[0].app


class Monkey(Chat):
    """A chat that checks every step of a session as it is shown."""

    def __init__(self, crowd, person):
        self.crowd = crowd
        super().__init__(person=person, store=crowd.store)
        self.updates = person * 1_000_000
        self.texts = []
        self.seen_buttons = []
        self.steps_shown = 0

    def perform(self, out):
        chat = next(chat for chat in self.crowd.chats if chat.person == out.chat)
        return Chat.perform(chat, out)

    def show(self, out):
        shown = super().show(out)
        number = out.message or max(self.messages)
        taps = [button.tap for row in out.screen.rows for button in row]
        self.seen_buttons += [(tap, number) for tap in taps]
        if any(tap.startswith("done ") for tap in taps):
            self.check_step(out.screen)
        return shown

    def check_step(self, screen):
        """A step of a session is on the screen: it must be one that this person may do now."""
        me = self.me
        assert me.care is None, "a step while a warning sign stands"
        assert me.screened_at > 0, "a step before the signs were denied"
        assert me.screening is None or me.screening.why in ("asked", "flare_end")
        assert me.stage in ("now", "setup", "settled"), me.stage
        assert me.session is not None
        step = me.session.steps[me.session.at]
        if isinstance(screen.media, Figure):
            assert screen.media.stretch == step.stretch
        facts, _ = mine.extended(self.book, self.book.words["en"], me)
        assert not swaps.blocked_by(step.stretch, me, facts), (step.stretch, me.tags)
        if me.flare is not None:
            assert facts.stretches[step.stretch].flare_safe, step.stretch
        self.steps_shown += 1

    # What a monkey does

    def newest(self):
        for number in reversed(self.messages):
            taps = [button.tap for row in self.messages[number].rows for button in row]
            if taps:
                return [(tap, number) for tap in taps]
        return []

    def act(self, dice):
        """One random act; says which line was tapped, if any."""
        way, dice = dice % 100, dice // 100
        if self.me is not None and self.me.care is not None and way < 50:
            return self.get_well(dice) if way < 30 else self.try_all_the_same(dice)
        if way < 62:
            return self.tap_one(self.liked(dice), dice // 8)
        if way < 68:
            return self.tap_one(self.seen_buttons, dice)
        if way < 71:
            self.press(LINES[dice % len(LINES)])
            return LINES[dice % len(LINES)]
        if way < 81:
            pool = LOUD if dice % 17 == 0 else QUIET
            text = pool[dice // 17 % len(pool)]
            self.texts.append(self.say(text, reply=dice % 3 == 0, at=self.now - dice % 7 * 3600))
        elif way < 88:
            self.say("/" + COMMANDS[dice % len(COMMANDS)])
        elif way < 91 and self.texts:
            self.edit(self.texts[dice % len(self.texts)], QUIET[dice % 97 % len(QUIET)])
        elif way < 96:
            self.pass_time(WAITS[dice % len(WAITS)])
        else:
            self.rarely(dice)
        return ""

    def liked(self, dice):
        """Mostly the big button or a small number, or a monkey would live in the flare."""
        taps = self.newest()
        screen = self.messages[taps[0][1]] if taps else None
        buttons = [button for row in screen.rows for button in row] if screen else []
        big = [(button.tap, taps[0][1]) for button in buttons if button.style == "good"]
        mild = [(button.tap, taps[0][1]) for button in buttons if button.label in "012345"]
        return (big or mild or taps) if dice % 8 < 4 else taps

    def get_well(self, dice):
        """The way back from a warning sign: time passes, somebody looks, all is clear."""
        self.pass_time(3600)
        care = self.me.care
        self.press(f"seen {care.at}" if care else "home")
        asked = self.me.screening
        if asked is not None and dice % 3:
            self.press(f"clean {asked.serial}")
        return ""

    def try_all_the_same(self, dice):
        """Exercise in spite of a warning sign."""
        if dice % 2:
            self.say(("/stretch", "/desk", "/flare", "/library")[dice // 2 % 4])
            return ""
        return self.tap_one(self.seen_buttons, dice)

    def tap_one(self, taps, dice):
        if not taps:
            self.say("/start")
            return ""
        tap, number = taps[dice % len(taps)]
        self.press(tap, number)
        return tap

    def pass_time(self, seconds):
        self.wait(seconds)
        for chat in self.crowd.chats:
            chat.now = self.now

    def rarely(self, dice):
        match dice % 5:
            case 0:
                self.crowd.restart()
            case 1 if dice % 4 == 0:
                self.say("/forget")
            case 1:
                self.share(*PLACES[dice // 5 % len(PLACES)])
            case 2:
                self.send(("sticker", "photo", "voice")[dice // 5 % 3])
            case 3:
                self.hear(Blocked(yes=dice % 2 == 0))
            case _:
                self.hear(Elsewhere("group"))

    # What must hold

    def records(self):
        journal = self.journal
        return {
            (kind, one.n)
            for kind, some in (
                ("pain", journal.pains),
                ("session", journal.sessions),
                ("stretch", journal.stretches),
            )
            for one in some
        }

    def check(self):
        """The state is sound, and the present can be reached."""
        me = self.me
        if me is None:
            return
        told = msgspec.json.encode(me)
        assert msgspec.json.encode(msgspec.json.decode(told, type=Person)) == told
        assert me.session is None or me.care is None
        said = Said(self.person, self.person, self.now, Command("start"), 1)
        reply = answer(self.app._moment(me, said, self.now), said.what)
        assert reply.screen is not None
        assert reply.screen.rows, reply.screen


OWN = (
    Own("my-5", "Wall angels", "Slide.", Dose(2, 8), kind="photo", file="f", ready=True),
    Own("my-6", "Glide", "Slowly.", Dose(1, 3, 20), "both", kind="voice", file="v", ready=True),
    Own("my-7", "Twist", "Half.", Dose(seconds=30), instead="seated-twist", ready=True),
    Own("my-8", "Clam"),
)


def run(acts):
    crowd = Crowd()
    crowd.restart()
    crowd.chats[0].settle()
    settled = crowd.chats[0]
    settled.store.save(replace(settled.me, own=OWN, serial=20), settled.store.due(settled.person))
    for who, dice in acts:
        chat = crowd.chats[who % len(crowd.chats)]
        before = chat.records()
        line = chat.act(dice)
        after = chat.records()
        if not line.startswith(("undo ", "forget ")):
            assert before <= after, before - after
        for one in crowd.chats:
            one.check()
        if after != before and line and chat.me is not None:
            number = max(chat.messages, default=1)
            taps = {button.tap for row in chat.messages[number].rows for button in row}
            if line not in taps:  # the button is gone: only a double tap can still press it
                chat.press(line, number)
                assert chat.records() == after, f"{line!r} was recorded twice"
    return crowd


@settings(
    derandomize=True,
    deadline=None,
    max_examples=8,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 10**7)), min_size=120, max_size=160))
def test_whatever_a_monkey_does_the_bot_stays_sound(acts):
    run(acts)


@pytest.mark.parametrize("seed", range(4))
def test_a_patient_monkey_gets_through_many_days(seed):
    acts, dice = [], seed * 7919 + 13
    for _ in range(500):
        dice = (dice * 6364136223846793005 + 1442695040888963407) % 2**64
        acts.append((dice >> 60, (dice >> 20) % 10**7))
    crowd = run(acts)
    assert crowd.chats[0].now > START
    assert sum(chat.steps_shown for chat in crowd.chats) > 10, "the monkey saw too little"
