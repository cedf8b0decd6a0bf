"""Drawing from the command line: for an author, for the README, and ahead for the bot."""

import asyncio
import os
import shutil
import struct

import pytest
from botapi import BotApi, Fault
from botapi.server import TOKEN
from chat import book
from quick import MP4, PNG, Quick, studio

from bot import __main__ as command
from bot import commands
from bot.app import App
from bot.commands import writing
from bot.content import folder
from bot.core.talk.moment import Host
from bot.core.talk.screen import Figure, Loop
from bot.core.values import replace
from bot.draw import command as drawing
from bot.draw.command import CannotDraw, everything, sheet, warm, watch, write
from bot.draw.studio import Studio
from bot.draw.worker import Undrawn
from bot.store import Store
from bot.telegram import warm as warming
from bot.telegram.warm import NotTaken, uploaded


@pytest.fixture(autouse=True)
def _nothing_drawn(monkeypatch, tmp_path):
    monkeypatch.setattr(drawing, "paint", lambda job: Quick().draw(job))
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("BOT_"):
            monkeypatch.delenv(name)


def few(*slugs):
    """A book of these stretches alone."""
    return replace(book(), stretches={slug: book().stretches[slug] for slug in slugs})


# For an author


def test_a_stretch_is_written_as_a_picture_and_a_film(capsys, tmp_path):
    assert command.main(["draw", "cat-cow"]) == 0
    assert (tmp_path / "cat-cow.png").read_bytes() == PNG
    assert (tmp_path / "cat-cow.mp4").read_bytes() == MP4
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_one_sided_stretch_is_written_for_both_sides_where_one_wants_it(tmp_path):
    assert command.main(["draw", "--to", "there/is/room", "knee-to-chest"]) == 0
    names = {one.name for one in (tmp_path / "there/is/room").iterdir()}
    assert names == {f"knee-to-chest-{s}.{e}" for s in ("left", "right") for e in ("png", "mp4")}


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (["cat-caw"], "There is no stretch cat-caw; did you mean cat-cow?"),
        (["–"], "There is no stretch –."),
        ([], "Say what to draw"),
        (["--watch"], "Say what to draw"),
        (["--watch", "cat-caw"], "did you mean cat-cow?"),
    ],
)
def test_what_cannot_be_drawn_is_one_clear_line(capsys, told, line):
    assert command.main(["draw", *told]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert line in said


def test_a_stretch_without_poses_cannot_be_drawn(tmp_path):
    bare = {"cat-cow": replace(book().stretches["cat-cow"], figure=None)}
    with pytest.raises(CannotDraw, match="no poses"):
        write(replace(book(), stretches=bare), "cat-cow", tmp_path, print)


def test_a_stretch_is_drawn_anew_whenever_its_file_is_saved(tmp_path):
    root = tmp_path / "content"
    shutil.copytree(folder(), root)
    file, told, out = root / "stretches" / "cat-cow.toml", [], tmp_path / "out"
    good, seconds = file.read_text("utf-8"), []

    def save(text):
        file.write_text(text, "utf-8")
        os.utime(file, (1000 + len(seconds), 1000 + len(seconds)))

    def nap(time):
        told.append("–")
        seconds.append(time)
        match len(seconds):
            case 2:
                save(good.replace("frame = [", "frame = [0, "))
            case 3:
                file.unlink()  # as some editors do, for a moment
            case 4:
                save(good)
            case 5:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(root, "cat-cow", out, told.append, sleep=nap)
    assert set(seconds) == {1.0}
    kinds = [line.split()[0].rpartition("/")[2] for line in told]
    drawn = ["cat-cow.png", "cat-cow.mp4"]
    assert kinds == [*drawn, "–", "–", "cat-cow.toml", "–", "–", *drawn, "–"]
    assert "cannot be drawn" in told[4]


def test_watching_ends_quietly_with_ctrl_c(monkeypatch, capsys):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing.time, "sleep", interrupt)
    assert command.main(["draw", "--watch", "cat-cow"]) == 0
    assert "cat-cow.png" in capsys.readouterr().out


def test_a_sheet_shows_the_start_and_the_end_of_every_move(tmp_path, capsys):
    slugs = ("belly-breathing", "cat-cow", "knee-to-chest", "wall-slide", "bridge", "sphinx")
    sheet(few(*slugs, "neck-tilt"), tmp_path / "docs", print)
    png = (tmp_path / "docs" / "figures.png").read_bytes()
    wide, high = struct.unpack(">II", png[16:24])
    assert (wide, high) == (6 * (2 * 200 + 12) + 12, 2 * (150 + 12) + 12)
    assert "7 moves" in capsys.readouterr().out


def test_the_sheet_is_a_command(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(
        drawing, "sheet", lambda book, to, _tell: asked.append((len(book.stretches), to))
    )
    assert command.main(["draw", "--sheet", "--to", str(tmp_path)]) == 0
    assert asked == [(60, tmp_path)]


# Ahead


def test_everything_begins_with_what_most_people_see():
    wanted = everything(few("cat-cow", "knee-to-chest"))
    assert wanted[:3] == (Figure("cat-cow"), Loop("cat-cow"), Figure("knee-to-chest", "left"))
    assert len(set(wanted)) == len(wanted) == 3 * 2 * 4
    assert [one.look for one in wanted] == sorted(one.look for one in wanted)


async def test_everything_is_made_once_with_a_line_for_each(tmp_path):
    told, hand = [], Quick()
    small = few("cat-cow")
    assert await warm(studio(small, tmp_path, hand), told.append) == 0
    assert told[0].startswith("1 of 8: figure-cat-cow-0-")
    assert len(told) == len(hand.drawn) == len(list(tmp_path.glob("*.*"))) == 8
    assert await warm(studio(small, tmp_path, hand), told.append) == 0
    assert len(hand.drawn) == 8


async def test_what_cannot_be_drawn_ahead_is_named_and_counted(tmp_path):
    class Broken(Quick):
        def draw(self, job):
            if isinstance(job.media, Loop):
                raise Undrawn("no")
            return super().draw(job)

    told = []
    made = studio(few("cat-cow"), tmp_path, Broken())
    assert await warm(made, told.append) == 4
    assert "cannot be drawn" in told[1]
    await made.close()


def test_without_a_token_the_files_are_made_and_no_database_is(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(writing, "read", lambda _: few("cat-cow"))
    monkeypatch.setattr(commands, "Studio", lambda book, at: Studio(book, at, hire=Quick))
    assert command.main(["draw", "--warm"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 8
    assert len(list((tmp_path / "data" / "media").iterdir())) == 8
    assert not (tmp_path / "data" / "unhunch.db").exists()


def test_with_a_token_and_an_admin_they_are_given_to_the_first_admins_chat(monkeypatch):
    told = {}

    async def give(app, made, tell, **settings):
        told.update(settings, app=app)
        tell("one")
        return 3

    monkeypatch.setattr(writing, "uploaded", give)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_ADMINS", "42, 7")
    assert command.main(["draw", "--warm"]) == 1
    assert (told["chat"], told["token"]) == (7, TOKEN)


@pytest.fixture
async def api():
    async with BotApi() as made:
        yield made
        assert made.broken == []


@pytest.fixture
def app():
    store = Store(None)
    yield App(store, few("cat-cow"), Host())
    store.close()


async def give(api, app, tmp_path, waits, **changes):
    async def nap(seconds):
        waits.append(seconds)

    made = studio(app.book, tmp_path / "media", Quick())
    told = {"token": TOKEN, "api_url": api.url, "chat": 7, "sleep": nap} | changes
    return await uploaded(app, made, lambda _: None, **told)


async def test_uploaded_pictures_leave_their_names_and_nothing_else(api, app, tmp_path):
    ada, waits = api.person(), []
    ada.met = True
    assert await give(api, app, tmp_path, waits) == 0
    assert ada.shown == []
    assert len(api.files) == len(waits) == 8
    sent = api.made("sendPhoto", "sendAnimation")
    assert all(call.values["disable_notification"] for call in sent)
    kept = {name for (name,) in app.store.rows("SELECT file FROM media")}
    assert kept == set(api.files)
    assert await give(api, app, tmp_path, waits) == 0
    assert len(api.files) == 8


async def test_a_request_to_wait_is_waited_out_but_not_for_ever(api, app, tmp_path):
    api.person().met, waits = True, []
    api.faults["sendPhoto"].append(Fault(429, "Too Many Requests", retry_after=17))
    api.faults["deleteMessage"].append(Fault(400, "Bad Request: no"))
    assert await give(api, app, tmp_path, waits) == 0
    assert waits[0] == 17
    app.store.rows("DELETE FROM media")
    api.faults["sendPhoto"].extend(
        [Fault(429, "Too Many Requests", retry_after=17)] * warming.TRIES
    )
    with pytest.raises(NotTaken):
        await give(api, app, tmp_path, waits)


async def test_an_admin_who_never_spoke_to_the_bot_is_told_plainly(api, app, tmp_path):
    api.person()
    with pytest.raises(NotTaken, match="Telegram does not take the pictures"):
        await give(api, app, tmp_path, [])


async def test_a_file_that_vanishes_before_its_upload_is_passed_over(
    api, app, tmp_path, monkeypatch
):
    api.person().met = True
    real = warming.Pictures.file

    async def file(self, media, *args):
        await asyncio.to_thread(self._studio.path(media).unlink)
        self._studio.file = nothing
        return await real(self, media, *args)

    async def nothing(*_, **__):
        return None

    monkeypatch.setattr(warming.Pictures, "file", file)
    assert await give(api, app, tmp_path, []) == 7  # the first was made; nothing after it
    assert api.files == {}
