"""Own exercises in the simulator: what is attached gets a made-up id, and a frame stands for it."""

import contextlib

import pytest
from simulator_page import real


@pytest.fixture
def page(tmp_path):
    with contextlib.ExitStack() as made:
        yield real(made, tmp_path)


async def tap(page, label):
    for one in reversed((await page.state())["messages"]):
        for button in (button for row in one["rows"] for button in row):
            if button["label"].startswith(label):
                return await page.post("/tap", message=one["id"], line=button["line"])
    raise AssertionError(label)


async def first_talk(page):
    await page.post("/say", text="/start", language="en")
    for label in ("Lower back", "None of these", "Nothing", "3", "Stop", "Better", "2", "Not now"):
        await tap(page, label)


async def written(page, kind):
    await page.post("/say", text="/mine")
    await tap(page, "Add one")
    await page.post("/say", text="Wall angels")
    await page.post("/say", text="Slide the arms up.")
    await page.post("/other", kind=kind)
    await page.post("/say", text="2 x 8")
    await tap(page, "No side")
    return await page.last()


@pytest.mark.parametrize("kind", ["photo", "animation", "video"])
async def test_something_attached_joins_an_own_exercise_and_a_frame_stands_for_it(page, kind):
    await first_talk(page)
    shown = await written(page, kind)
    assert shown["media"] == {"kind": "sent", "url": "", "name": kind}
    own = page.play.app.store.person(1).own[0]
    assert (own.kind, own.file.startswith("simulated-")) == (kind, True)
    await tap(page, "Change")
    assert (await page.last())["media"] is None


async def test_a_recording_comes_beside_the_words(page):
    await first_talk(page)
    await written(page, "voice")
    await tap(page, "🔊 Listen")
    kinds = [one["media"] and one["media"]["name"] for one in (await page.state())["messages"]]
    assert kinds.count("voice") == 1


async def test_the_frame_outlives_a_restart(page):
    await first_talk(page)
    await written(page, "photo")
    before = await page.last()
    page.play.chat.save()
    again = type(page.play.chat)(page.play.chat._path, 0)
    assert again.find(before["id"]).media is not None


async def test_a_sticker_has_no_id(page):
    await first_talk(page)
    await page.post("/other", kind="sticker")
    assert "look at that" in (await page.last())["text"]
