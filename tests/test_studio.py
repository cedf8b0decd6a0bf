"""The studio: pictures drawn once, elsewhere, in time, or not at all and nobody the worse."""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

import msgspec
import painters
import pytest
from chat import book
from quick import FILM_SECONDS, MP4, PNG, Quick, studio

from bot.core.talk.screen import Document, Figure, Follow, Loop
from bot.core.values import replace
from bot.draw import clip, figure, loop
from bot.draw import media as naming
from bot.draw import studio as studios
from bot.draw.studio import Studio
from bot.draw.worker import Job, Undrawn, Worker, paint, work

CAT, MOVING = Figure("cat-cow"), Loop("cat-cow")
PLAY = Follow("knee-to-chest", "left", 1, reps=2, hold=5)
posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


def job(media=CAT):
    return Job(media, book().stretches["cat-cow"].figure)


# Names


def test_a_picture_has_a_name_of_its_own_that_is_safe_for_a_file():
    faces = [
        *(Figure(s, look=look) for s in ("cat-cow", "bird-dog") for look in range(4)),
        *(kind("bird-dog", side) for kind in (Figure, Loop) for side in ("left", "right")),
        *(Follow("bird-dog", "left", 0, sets, 4) for sets in (1, 2)),
        Follow("bird-dog", "left", 0, 1, 4, 8),
        Follow("bird-dog", "left", seconds=30),
    ]
    names = [naming.name(one, book()) for one in faces]
    assert len(set(names)) == len(faces)
    assert all(name.replace("-", "").replace(".", "").isalnum() for name in names)
    assert {Path(name).suffix for name in names} == {".png", ".mp4"}


def test_a_name_changes_with_the_poses_and_with_what_draws_them(monkeypatch):
    before = naming.key(MOVING, book())
    stretch = book().stretches["cat-cow"]
    moved = replace(stretch, figure=replace(stretch.figure, cut="left"))
    other = replace(book(), stretches={**book().stretches, "cat-cow": moved})
    assert naming.key(MOVING, other) != before
    monkeypatch.setitem(naming.VERSIONS, Loop, "next")
    assert naming.key(MOVING, book()) != before


def test_the_length_of_a_film_is_read_from_its_head():
    assert naming.seconds(MP4) == FILM_SECONDS


def test_a_film_is_one_of_the_values_that_survive_as_json():
    for media in (MOVING, PLAY, CAT):
        assert msgspec.json.decode(msgspec.json.encode(media), type=Loop | Follow | Figure) == media


def test_a_document_is_packed_with_its_parts():
    assert naming.packed(Document("a.zip", (("a.txt", "words"),))).startswith(b"PK")


# The process


def test_each_kind_of_picture_is_drawn_by_its_own_painter(monkeypatch):
    monkeypatch.setattr(figure, "still", lambda *told: ("still", told))
    monkeypatch.setattr(loop, "loop", lambda *told: ("loop", told))
    monkeypatch.setattr(clip, "follow", lambda *told: ("clip", told))
    plan = object()
    assert paint(Job(Figure("x", "left", 2), plan)) == ("still", (plan, "left", 2))
    assert paint(Job(Loop("x", "", 1), plan)) == ("loop", (plan, "", 1))
    kind, told = paint(Job(PLAY, plan))
    assert (kind, told[:3]) == ("clip", (plan, "left", 1))
    assert told[3].compact() == "2x5s"


class Pipe:
    """One end of a pipe on which these wait."""

    def __init__(self, *jobs):
        self.jobs, self.sent = list(jobs), []

    def recv(self):
        if not self.jobs:
            raise EOFError
        return self.jobs.pop(0)

    def send(self, made):
        self.sent.append(made)


def test_the_other_process_draws_until_the_pipe_closes_and_says_what_went_wrong():
    pipe = Pipe(job(), job(Figure("bird-dog")))
    work(pipe, painters.echo)
    assert [made.split()[0] for made in pipe.sent] == [b"cat-cow", b"bird-dog"]
    pipe = Pipe(job())
    work(pipe, painters.refuse)
    assert pipe.sent == ["ValueError: no cat-cow"]


@posix
def test_a_process_draws_until_it_is_old_then_another_takes_its_place():
    worker = Worker(painters.echo, jobs=2)
    assert worker.pid is None  # nothing is started before it is needed
    try:
        by = [int(worker.draw(job()).split()[-1]) for _ in range(3)]
        assert by[0] == by[1] != by[2]
        assert os.getpid() not in by
        os.kill(worker.pid, signal.SIGKILL)
        assert int(worker.draw(job()).split()[-1]) not in by
    finally:
        worker.close()
    assert worker.pid is None
    with pytest.raises(Undrawn, match="ending"):
        worker.draw(job())


@posix
def test_what_kills_the_process_is_tried_once_more_and_then_let_be(tmp_path):
    worker = Worker(painters.die)
    with pytest.raises(Undrawn, match="twice"):
        worker.draw(job())
    worker.close()
    worker = Worker(painters.die_once)
    assert worker.draw(job(Figure("cat-cow", str(tmp_path / "died")))).startswith(b"cat-cow")
    worker.close()


@posix
def test_a_drawing_that_hangs_ends_with_its_process():
    worker = Worker(painters.hang, longest=0.1)
    with pytest.raises(Undrawn, match="not done"):
        worker.draw(job())
    assert worker.pid is None


@posix
def test_closing_ends_a_drawing_under_way():
    worker, told = Worker(painters.hang), []

    def draw():
        with pytest.raises(Undrawn) as error:
            worker.draw(job())
        told.append(str(error.value))

    thread = threading.Thread(target=draw)
    thread.start()
    while worker.pid is None:  # the thread starts the process
        thread.join(0.01)
    worker.close()
    thread.join(10)
    assert told == ["the bot is ending"]


# The studio


class Slow(Quick):
    """Draws when it is let."""

    def __init__(self):
        super().__init__()
        self.go = threading.Event()

    def draw(self, one):
        assert self.go.wait(10)
        return super().draw(one)

    def close(self):
        self.go.set()
        super().close()


class Broken(Quick):
    def draw(self, one):
        super().draw(one)
        raise Undrawn("a nose is missing")


async def test_nothing_happens_before_a_picture_is_asked_for(tmp_path):
    hired = []
    made = Studio(book(), tmp_path / "media", hire=lambda: hired.append(1))
    await made.close()
    assert hired == []
    assert not (tmp_path / "media").exists()


async def test_a_picture_is_drawn_once_and_kept_as_a_file(tmp_path):
    hand = Quick()
    made = studio(book(), tmp_path / "media", hand)
    both = await asyncio.gather(made.file(CAT), made.file(CAT))
    assert both[0] == both[1]
    assert both[0].read_bytes() == PNG
    await made.file(CAT)
    made.begin(CAT)
    assert hand.drawn == [CAT]
    await made.close()
    assert hand.closed == 1
    again = studio(book(), tmp_path / "media", Broken())
    assert await again.file(CAT) == both[0]  # another process finds it there
    assert [one.name for one in (tmp_path / "media").iterdir()] == [both[0].name]


async def test_a_late_picture_is_not_waited_for_but_is_there_the_next_time(tmp_path):
    hand = Slow()
    made = studio(book(), tmp_path, hand)
    made.patience[Loop] = 0.01
    assert await made.file(MOVING) is None
    assert await made.file(MOVING) is None  # late already: nobody waits for it twice
    hand.go.set()
    assert (await made.file(MOVING, patience=10)).read_bytes() == MP4
    assert hand.drawn == [MOVING]
    await made.close()


async def test_whoever_has_moved_on_waits_no_longer(tmp_path):
    made = studio(book(), tmp_path, Slow())
    looks = iter([True, False])
    assert await made.file(MOVING, lambda: next(looks)) is None
    await made.close()


async def test_stills_are_drawn_before_films_and_films_before_follow_alongs(tmp_path):
    hand = Slow()
    made = studio(book(), tmp_path, hand)
    for media in (Figure("bridge"), PLAY, MOVING, CAT):
        made.begin(media)
        await asyncio.sleep(0)  # the first is taken before the others are asked for
    hand.go.set()
    await made.file(PLAY)
    assert hand.drawn == [Figure("bridge"), CAT, MOVING, PLAY]
    await made.close()


async def test_what_cannot_be_drawn_is_said_once_and_tried_again_later(
    tmp_path, monkeypatch, caplog
):
    hand = Broken()
    made = studio(book(), tmp_path, hand)
    assert await made.file(CAT) is None
    assert await made.file(CAT) is None
    made.begin(CAT)
    assert hand.drawn == [CAT]
    assert caplog.text.count("a nose is missing") == 1
    monkeypatch.setattr(studios, "AGAIN", -1.0)
    assert await made.file(MOVING) is None
    assert await made.file(MOVING) is None
    assert hand.drawn == [CAT, MOVING, MOVING]
    await made.close()


async def test_a_full_disk_costs_a_picture_and_nothing_else(tmp_path):
    (tmp_path / "media").write_text("in the way")
    made = studio(book(), tmp_path / "media")
    assert await made.file(CAT) is None
    await made.close()


async def test_a_stretch_without_poses_has_no_picture(tmp_path):
    bare = replace(book().stretches["cat-cow"], figure=None)
    made = studio(replace(book(), stretches={"cat-cow": bare}), tmp_path)
    assert await made.file(CAT) is None
    with pytest.raises(KeyError):
        await made.file(Figure("unheard-of"))
    await made.close()


async def test_the_process_is_let_go_when_nobody_asks_for_anything(tmp_path):
    hand = Quick()
    made = studio(book(), tmp_path, hand)
    made.idle = 0.01
    await made.file(CAT)
    (serving,) = made._crew
    await asyncio.wait_for(serving, 60)
    assert hand.closed == 1
    await made.file(MOVING)
    assert hand.drawn == [CAT, MOVING]
    await made.close()


async def test_two_hands_draw_at_once_when_there_are_two(tmp_path):
    hands = [Slow(), Slow()]
    left = list(hands)
    made = Studio(book(), tmp_path, hire=left.pop, hands=2)
    for media in (CAT, MOVING, PLAY):
        made.begin(media)
    for hand in hands:
        hand.go.set()
    await asyncio.gather(*(made.file(media) for media in (CAT, MOVING, PLAY)))
    assert sorted(len(hand.drawn) for hand in hands) in ([1, 2], [0, 3])
    assert left == []
    await made.close()


async def test_a_stop_ends_what_is_being_made_and_whoever_waits_gets_nothing(tmp_path):
    hand = Slow()
    made = studio(book(), tmp_path, hand)
    waiting = asyncio.create_task(made.file(CAT))
    made.begin(MOVING)
    for _ in range(3):  # everybody has asked, and one is being drawn
        await asyncio.sleep(0)
    await made.close()
    assert await asyncio.wait_for(waiting, 60) is None
    assert hand.closed == 1
    assert not (await asyncio.to_thread(list, tmp_path.glob("loop-*")))


async def test_the_oldest_follow_alongs_make_room(tmp_path):
    made = studio(book(), tmp_path)
    made.room = len(MP4) * 2
    old = [tmp_path / f"follow-{n}.mp4" for n in range(3)]
    for age, path in enumerate(old):
        path.write_bytes(MP4)
        os.utime(path, (1000 + age, 1000 + age))
    still = tmp_path / "figure-x.png"
    still.write_bytes(PNG)
    kept = await made.file(PLAY)
    assert sorted(tmp_path.iterdir()) == sorted([kept, old[2], still])
    await made.close()


async def test_a_real_process_draws_a_real_picture(tmp_path):
    made = Studio(book(), tmp_path)
    made.patience[Figure] = 60.0
    path = await made.file(CAT)
    assert path.read_bytes().startswith(b"\x89PNG")
    await made.close()
