"""The simulator in a real browser, with the real bot behind it."""

import asyncio
import contextlib
import os
import queue
import shutil
import tempfile
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bot.app import App
from bot.content import read
from bot.core.talk.moment import Host
from bot.core.talk.screen import Figure
from bot.draw import encode, figure
from bot.draw.studio import Studio
from bot.routes import MENU
from bot.simulator.listen import serve
from bot.simulator.server import build
from bot.store import Store

expect.set_options(timeout=15_000)
CONTENT = Path(__file__).parent.parent / "content"
EVENING = 1_795_023_000  # Wednesday 18 November 2026, 18:30 in Berlin
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The Chromium of this computer, or of CHROMIUM."""
    names = (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "chromium", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


class Hand:
    """Draws stills as they are, and a film as one of a second in which nobody moves."""

    def draw(self, job):
        png = figure.compose(job.figure, job.media.side, job.media.look).png(1.0)
        still = encode.picture(png)
        return png if isinstance(job.media, Figure) else encode.film([still] * 12, 12)

    def close(self):
        """Nothing is held."""


@contextlib.contextmanager
def serving(book, at=EVENING):
    """The simulator with the real bot on a database in memory, in a thread; gives its URL."""
    urls = queue.Queue()
    begun = time.monotonic()

    folder = tempfile.TemporaryDirectory()

    async def live():
        stores = []
        drawn = Studio(book, Path(folder.name), hire=Hand)
        stop = asyncio.Event()

        def app():
            stores.append(Store(None))
            return App(stores[-1], book, Host(simulated=True))

        def now():
            return at + int(time.monotonic() - begun)

        web = build(app, drawn, None, now, lambda: stores.pop().close())
        tell = (asyncio.get_running_loop(), stop)
        try:
            await serve(web, "127.0.0.1", 0, stop, lambda url: urls.put((url, *tell)))
        finally:
            while stores:
                stores.pop().close()

    thread = threading.Thread(target=asyncio.run, args=(live(),))
    thread.start()
    url, loop, stop = urls.get(timeout=30)
    try:
        yield url
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        folder.cleanup()


@contextlib.contextmanager
def browsing(path):
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def tap(page: Page, label: str) -> None:
    """Press a button under the newest message that has one with this label."""
    page.locator(".message .rows").get_by_role("button", name=label).last.click()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def latest(page: Page):
    """The bot's newest message."""
    return page.locator(".message:not(.mine):not(.leaving)").last


def say(page: Page, words: str) -> None:
    """Type and send."""
    page.get_by_label("Message", exact=True).fill(words)
    page.get_by_label("Send", exact=True).click()
    expect(page.locator(".message.mine").last).to_contain_text(words)


def first_step(page: Page) -> None:
    """From an empty chat to the first step of the first session, which moves."""
    up_to_the_first_step(page)
    expect(page.locator(".picture video")).to_be_visible()


def up_to_the_first_step(page: Page) -> None:
    """The first talk."""
    page.get_by_role("button", name="Start", exact=True).click()
    tap(page, "Lower back")
    tap(page, "None of these")
    tap(page, "Nothing")
    page.locator(".rows").last.get_by_role("button", name="4", exact=True).click()


def session(page: Page) -> None:
    """A whole first session."""
    first_step(page)
    while page.get_by_role("button", name="Done").count():
        before = latest(page).inner_text()
        tap(page, "Done")
        expect(latest(page)).not_to_have_text(before, use_inner_text=True)
    tap(page, "Better")
    page.locator(".rows").last.get_by_role("button", name="3", exact=True).click()
    expect(page.get_by_role("button", name="Yes, set up reminders")).to_be_visible()


def reminders(page: Page) -> None:
    """The three questions after the first session, answered for Lisbon."""
    tap(page, "Yes, set up reminders")
    tap(page, "Share my location")
    page.locator("#keys").get_by_role("button", name="Share").click()
    page.locator("#cities").get_by_role("button", name="Lisbon").click()
    expect(page.locator("#zone")).to_contain_text("Europe/Lisbon")
    tap(page, "8:00")
    tap(page, "3 a day")


@pytest.fixture(scope="module")
def browser():
    path = chromium()
    if path is None:
        why = "no Chromium here: install one, or name it in CHROMIUM"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    with browsing(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def book():
    return read(CONTENT)


@pytest.fixture
def visit(browser, book):
    """Opens pages of one simulator; nothing may be logged as an error or asked of others."""
    wrong = []
    with serving(book) as url, contextlib.ExitStack() as stack:

        def look(request):
            if not request.url.startswith(url):
                wrong.append(request.url)

        def hear(message):
            if message.type in {"error", "warning"}:
                wrong.append(f"{message.text} {message.location['url']}")

        def visit(**how):
            how = {"viewport": {"width": 1200, "height": 900}, **how}
            context = browser.new_context(
                locale="en-GB", timezone_id="Europe/Berlin", accept_downloads=True, **how
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("console", hear)
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("request", look)
            page.goto(url)
            expect(page.locator("#time")).not_to_have_text("--:--")
            return page

        yield visit
    assert wrong == []


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways, in the page or in the chat."""
    return page.evaluate(
        "[document.documentElement, document.body, document.querySelector('#scroll')]"
        ".every((one) => one.scrollWidth <= one.clientWidth)"
    )


def test_a_first_session_goes_from_start_to_reminders_and_the_morning_rings(visit):
    page = visit()
    session(page)
    reminders(page)
    page.get_by_role("button", name="Next ping").click()
    ping = page.locator(".message.ping")
    expect(ping).to_contain_text("Good morning")
    expect(ping.get_by_label("came with a sound")).to_be_visible()
    expect(page.locator("#time")).to_have_text("08:00")
    expect(page.locator("#date")).to_contain_text("Thursday")
    page.get_by_role("button", name="+1 day").click()
    expect(page.locator(".message [aria-label='came without a sound']").first).to_be_attached()
    expect(page.locator("#date")).to_contain_text("Friday")
    expect(page.locator(".day")).to_have_count(3)


def test_pain_is_logged_by_a_reply_and_corrected_by_an_edit(visit):
    page = visit()
    session(page)
    latest(page).locator(".text").click()
    expect(page.locator("#bar")).to_contain_text("Reply to Unhunch")
    say(page, "4 lower back")
    expect(latest(page)).to_contain_text("4")
    expect(latest(page)).to_contain_text("lower back")
    expect(page.locator("#bar")).to_be_hidden()
    expect(page.locator(".message.mine .quotation")).to_be_visible()
    page.get_by_label("Message", exact=True).press("ArrowUp")
    expect(page.locator("#bar")).to_contain_text("Edit message")
    page.get_by_label("Message", exact=True).fill("5 lower back")
    page.keyboard.press("Enter")
    expect(page.locator(".message.mine").last).to_contain_text("edited")
    expect(latest(page)).to_contain_text("5")


def test_a_reply_and_an_edit_can_be_cancelled(visit):
    page = visit()
    page.get_by_role("button", name="Start", exact=True).click()
    latest(page).locator(".text").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#bar")).to_be_hidden()
    page.locator(".message.mine").hover()
    page.get_by_role("button", name="Edit this message").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value("/start")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Message", exact=True)).to_have_value("")
    expect(page.locator("#bar")).to_be_hidden()


def test_the_menu_opens_filters_and_sends(visit):
    page = visit()
    page.get_by_role("button", name="Commands").click()
    expect(page.get_by_role("option")).to_have_count(len(MENU))
    page.get_by_label("Message", exact=True).press_sequentially("/he")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".message.mine")).to_contain_text("/help")
    expect(page.locator("#menu")).to_be_hidden()
    page.get_by_label("Message", exact=True).press_sequentially("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text("/desk")
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()


def test_what_the_bot_cannot_read_can_be_sent(visit):
    page = visit()
    page.get_by_role("button", name="Send something else").click()
    page.get_by_role("button", name="Sticker").click()
    expect(page.locator(".message.mine")).to_contain_text("Sticker")
    expect(latest(page)).to_be_visible()


def test_words_that_did_not_arrive_can_be_sent_again(visit):
    page = visit()
    page.route("**/say", lambda route: route.fulfill(status=200, body="{"), times=1)
    field = page.get_by_label("Message", exact=True)
    field.fill("4 lower back")
    page.get_by_label("Send", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("not answering")
    expect(field).to_have_value("4 lower back")
    page.get_by_label("Send", exact=True).click()
    expect(page.locator(".message.mine")).to_contain_text("4 lower back")
    expect(field).to_have_value("")


def test_coordinates_can_be_typed(visit):
    page = visit()
    page.get_by_role("button", name="Send something else").click()
    page.locator("#attach").get_by_role("button", name="Location").click()
    page.get_by_label("Latitude").fill("95")
    page.get_by_label("Longitude").fill("13,4")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("between −90 and 90")
    page.get_by_label("Latitude").fill("52,5")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.locator(".message.mine")).to_contain_text("52.5000, 13.4000")


def test_the_data_can_be_downloaded(visit):
    page = visit()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(latest(page)).to_be_visible()
    say(page, "/export")
    with page.expect_download() as download:
        page.locator(".document").click()
    assert download.value.suggested_filename.endswith(".zip")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_two_tabs_show_the_same_chat(visit):
    one = visit()
    two = visit()
    one.get_by_role("button", name="Start", exact=True).click()
    expect(latest(two)).to_contain_text("Where does it bother you")
    tap(two, "Neck")
    expect(latest(one)).to_contain_text("is any of this going on")


def test_starting_over_asks_first_and_wipes_the_chat_and_the_clock(visit):
    page = visit()
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="+1 day").click()
    expect(page.locator("#zone")).to_contain_text("1 d ahead")
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    expect(page.locator(".message.mine")).to_have_count(1)
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(page.locator(".message")).to_have_count(0)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.locator("#zone")).not_to_contain_text("ahead")


def test_dark_colours_follow_the_system_and_the_button(visit):
    shade = "getComputedStyle(document.querySelector('.phone')).backgroundColor"
    dark = visit(color_scheme="dark").evaluate(shade)
    page = visit(color_scheme="light")
    light = page.evaluate(shade)
    assert dark != light
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(shade) == dark
    page.reload()
    expect(page.get_by_role("button", name="Dark colours")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert page.evaluate(shade) == dark


def test_a_step_moves_by_itself_and_a_film_to_follow_waits_for_a_press(visit):
    page = visit()
    first_step(page)
    loop = page.locator(".picture video").first
    expect(loop).to_have_js_property("readyState", 4)
    expect(loop).to_have_js_property("paused", False)
    about = "one => [one.loop, one.muted, one.controls, one.playsInline, one.error === null]"
    assert loop.evaluate(about) == [True, True, False, True, True]
    tap(page, "Play along")
    film = page.locator(".picture.follow video")
    expect(film).to_be_visible()
    expect(film).to_have_js_property("readyState", 4)
    assert film.evaluate(about) == [False, False, True, True, True]
    assert film.evaluate("one => one.paused")
    tap(page, "Done")
    expect(film).to_have_count(0)


def test_whoever_wants_little_motion_sees_the_still(visit):
    page = visit(reduced_motion="reduce")
    up_to_the_first_step(page)
    expect(page.locator(".picture img:not(.waiting)")).to_be_visible()
    expect(page.locator("video")).to_have_count(0)


def test_a_film_that_does_not_come_leaves_the_still_and_the_words(visit):
    page = visit()
    page.route("**/*.mp4", lambda route: route.fulfill(body="–", content_type="video/mp4"))
    up_to_the_first_step(page)
    expect(page.locator(".picture img:not(.waiting)")).to_be_visible()
    tap(page, "Play along")
    expect(page.locator(".late")).to_contain_text("takes a little longer")


def test_a_small_phone_needs_no_sideways_scrolling(visit):
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert fits(page)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(latest(page)).to_be_visible()
    assert fits(page)
    tap(page, "Lower back")
    assert fits(page)
    tap(page, "None of these")
    tap(page, "Nothing")
    page.locator(".rows").last.get_by_role("button", name="4", exact=True).click()
    expect(page.locator(".picture video")).to_be_visible()
    assert fits(page)
    say(page, "wordwithoutanyspaces" * 20)
    assert fits(page)
    for button in page.locator(".turns button, .composer button, .top button").all():
        box = button.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 360)


def test_markup_that_is_not_telegrams_stays_text(visit):
    page = visit()
    text = '<b>b</b><script>alert(1)</script><img src=x onerror="alert(1)">'
    text += '<a href="javascript:alert(1)">x</a><a href="https://example.org/?a&amp;b">y</a>'
    text += "&lt;i&gt;&amp;amp;<i>open<u>deep</i>out</u>"
    page.evaluate(
        """async (text) => {
            const { markup } = await import("/markup.js");
            const box = document.createElement("div");
            box.id = "probe";
            box.append(markup(text));
            document.body.append(box);
        }""",
        text,
    )
    probe = page.locator("#probe")
    expect(probe.locator("script, img")).to_have_count(0)
    expect(probe.locator("a")).to_have_count(1)
    expect(probe.locator("a")).to_have_attribute("href", "https://example.org/?a&b")
    expect(probe.locator("strong")).to_have_text("b")
    expect(probe).to_contain_text("<script>alert(1)</script>")
    expect(probe).to_contain_text("<i>&amp;")
    expect(probe.locator("em u")).to_have_text("deep")
