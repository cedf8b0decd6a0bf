"""What may be fetched: over https, from the open internet, and within limits."""

import asyncio
import contextlib
import dataclasses
import gzip
import logging
import socket
import ssl
import zlib

import pytest
from aiohttp import web
from ics import MONDAY, ics
from web import Names, site
from yarl import URL

from bot.calendars import fetch as module
from bot.calendars.address import LONGEST, Net, Pinned, Private, Unread, checked, public
from bot.calendars.fetch import LARGEST, MEMBERS, PART, REDIRECTS, fetch
from bot.calendars.work import reader
from bot.core.talk.job import Fetched, ReadCalendar, Task

FILE = ics("UID:1\nDTSTART:20261123T100000Z\nDTEND:20261123T110000Z")


@pytest.fixture
async def here():
    async with site() as one:
        one.pages["/work.ics"] = web.Response(body=FILE, content_type="text/calendar")
        yield one


async def fault(here, link=None, tag=""):
    with pytest.raises(Unread) as found:
        await fetch(link or here.link(), tag, "", here.net)
    return found.value.fault


# Addresses


OPEN = ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::5db8:d822"]
CLOSED = [
    "127.0.0.1", "127.1.2.3", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:1.1.1.1",
    "::7f00:1", "2002:7f00:1::", "2001:0:1::1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::7f00:1", "cal.example", "", "0x7f.1",
]  # fmt: skip


@pytest.mark.parametrize("address", OPEN)
def test_the_open_internet_may_be_called(address):
    assert public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_no_other_network_may_be_called(address):
    assert not public(address)


LINKS = {
    "http://cal.example/a.ics": "https",
    "ftp://cal.example/a.ics": "https",
    "file:///etc/passwd": "link",
    "cal.example/a.ics": "link",
    "https://": "link",
    "webcal:///a.ics": "link",
    "https://cal.example:99999/": "link",
    "https://[::1/": "link",
    "https://cal.example/" + "a" * LONGEST: "link",
    "https://me:secret@cal.example/a.ics": "login",
    "https://me@cal.example/a.ics": "login",
    "https://cal.example:8443/a.ics": "port",
    "webcal://cal.example:80/a.ics": "port",
    "https://127.0.0.1/a.ics": "private",
    "https://[::1]/a.ics": "private",
    "https://[::ffff:10.0.0.1]/a.ics": "private",
    "https://169.254.169.254/latest/meta-data": "private",
}


@pytest.mark.parametrize("link", LINKS)
def test_such_a_link_is_not_called(link):
    with pytest.raises(Unread) as found:
        checked(link, Net())
    assert found.value.fault == LINKS[link]


def test_webcal_is_https_by_another_name():
    for link in ("webcal://cal.example/a.ics?k=1", "WEBCALS://cal.example/a.ics?k=1"):
        assert checked(link, Net()) == URL("https://cal.example/a.ics?k=1")


async def test_a_name_that_leads_home_is_refused(here):
    outside = dataclasses.replace(here.net, allowed=public)
    with pytest.raises(Unread, match="private"):
        await fetch(here.link(), "", "", outside)
    assert not here.asked


async def test_one_address_at_home_among_others_is_one_too_many():
    names = Names("93.184.216.34", "10.0.0.1")
    with pytest.raises(Private):
        await Pinned(Net(lambda: names)).resolve("cal.example", 443)
    await Pinned(Net(lambda: names)).close()


async def test_what_is_resolved_is_what_is_connected_to(here):
    """A name server that says something else the second time is not asked a second time."""
    assert (await fetch(here.link(), "", "", here.net)).body == FILE
    assert here.names.asked == ["cal.example"]


async def test_a_number_in_place_of_a_name_leads_nowhere():
    with pytest.raises(Unread, match="link"):
        await fetch("https://2130706433/a.ics", "", "", Net())
    with pytest.raises(Private):
        await Pinned(Net()).resolve("2130706433", 443)


async def test_a_name_that_nobody_knows_is_told(here):
    class Nobody(Names):
        async def resolve(self, host, port=0, family=socket.AF_INET):
            raise OSError("unknown")

    here.names = Nobody()
    assert await fault(here) == "name"


async def test_a_name_without_an_address_is_refused(here):
    here.names = Names()
    assert await fault(here) == "private"


# What is asked, and what is not told


async def test_a_calendar_comes_whole(here):
    page = await fetch(here.link(), "", "", here.net)
    assert (page.body, page.tag, page.modified) == (FILE, "", "")
    asked = here.asked[0]
    assert asked.headers["User-Agent"] == "Unhunch"
    assert not {"Cookie", "Referer", "Authorization", "If-None-Match"} & asked.headers.keys()


async def test_an_unchanged_calendar_is_not_sent_again(here):
    async def page(request):
        if request.headers.get("If-None-Match") == '"7"':
            assert request.headers["If-Modified-Since"] == "Mon, 23 Nov 2026 08:00:00 GMT"
            return web.Response(status=304, headers={"ETag": '"7"'})
        marks = {"ETag": '"7"', "Last-Modified": "Mon, 23 Nov 2026 08:00:00 GMT"}
        return web.Response(body=FILE, headers=marks)

    here.pages["/work.ics"] = page
    first = await fetch(here.link(), "", "", here.net)
    assert first.body == FILE
    assert (await fetch(here.link(), first.tag, first.modified, here.net)).body is None


async def test_unchanged_without_having_asked_is_nonsense(here):
    here.pages["/work.ics"] = web.Response(status=304)
    assert await fault(here) == "refused"


async def test_a_mark_that_is_too_long_is_not_kept(here):
    here.pages["/work.ics"] = web.Response(body=FILE, headers={"ETag": "x" * 501})
    assert (await fetch(here.link(), "", "", here.net)).tag == ""


async def test_nothing_of_the_link_is_logged_or_shown(here, caplog):
    caplog.set_level(logging.DEBUG)
    path = "/private-1a2b3c/basic.ics"
    here.pages[path] = web.Response(status=404)
    with pytest.raises(Unread) as found:
        await fetch(here.link(path), "", "", here.net)
    assert "1a2b3c" not in caplog.text + repr(found.value) + str(found.value)
    assert found.value.__cause__ is None


# Redirects


async def test_a_few_redirects_are_followed_each_checked_anew(here):
    moved = here.link("/new.ics", "other.example")
    here.pages["/work.ics"] = web.Response(status=302, headers={"Location": moved})
    here.pages["/new.ics"] = web.Response(status=308, headers={"Location": "/last.ics"})
    here.pages["/last.ics"] = web.Response(body=FILE)
    assert (await fetch(here.link(), "", "", here.net)).body == FILE
    assert here.names.asked == ["cal.example", "other.example", "other.example"]


async def test_no_more_than_three(here):
    here.pages["/work.ics"] = web.Response(status=301, headers={"Location": "/work.ics"})
    assert await fault(here) == "redirects"
    assert len(here.asked) == REDIRECTS + 1


MOVED = {
    "http://cal.example/a.ics": "https",
    "https://169.254.169.254/": "private",
    "https://[::1]/": "private",
    "https://cal.example:22/": "port",
    "https://me:secret@cal.example/": "login",
    "file:///etc/passwd": "link",
    "": "redirects",
}


@pytest.mark.parametrize("to", MOVED)
async def test_a_redirect_leads_nowhere_that_a_link_may_not(here, to):
    here.pages["/work.ics"] = web.Response(status=302, headers={"Location": to} if to else {})
    assert await fault(here) == MOVED[to]
    assert {request.host.partition(":")[0] for request in here.asked} == {"cal.example"}


# What comes


STATUS = {401: "login", 403: "login", 404: "gone", 410: "gone", 418: "refused", 429: "server",
          500: "server", 503: "server"}  # fmt: skip


@pytest.mark.parametrize("status", STATUS)
async def test_what_the_server_says_is_named(here, status):
    here.pages["/work.ics"] = web.Response(status=status)
    assert await fault(here) == STATUS[status]


KINDS = {
    b"<!DOCTYPE html><html><body>Sign in</body></html>": "page",
    b"PK\x03\x04": "kind",
    b"": "kind",
    b"BEGIN:VCARD\r\nEND:VCARD": "kind",
}


@pytest.mark.parametrize("body", KINDS)
async def test_what_is_no_calendar_is_named(here, body):
    here.pages["/work.ics"] = web.Response(body=body)
    assert await fault(here) == KINDS[body]


async def test_a_calendar_may_be_sent_packed(here):
    for coding, body in (("gzip", gzip.compress(FILE)), ("deflate", zlib.compress(FILE))):
        here.pages["/work.ics"] = web.Response(body=body, headers={"Content-Encoding": coding})
        assert (await fetch(here.link(), "", "", here.net)).body == FILE


async def test_packed_in_another_way_it_is_not_read(here):
    here.pages["/work.ics"] = web.Response(body=FILE, headers={"Content-Encoding": "br"})
    assert await fault(here) == "kind"


async def test_what_only_says_that_it_is_packed_is_not_read(here):
    here.pages["/work.ics"] = web.Response(body=FILE, headers={"Content-Encoding": "gzip"})
    assert await fault(here) == "unreachable"


async def test_a_file_that_is_too_large_is_refused_by_its_length_or_as_it_comes(here):
    async def untold(request):
        out = web.StreamResponse()
        await out.prepare(request)
        part = FILE * 2000
        for _ in range(LARGEST // len(part) + 20):
            with contextlib.suppress(ConnectionError):  # nobody listens any more
                await out.write(part)
            await asyncio.sleep(0)
        return out

    here.pages["/work.ics"] = web.Response(body=b"BEGIN:VCALENDAR" + b" " * LARGEST)
    assert await fault(here) == "large"
    here.pages["/work.ics"] = untold
    assert await fault(here) == "large"


async def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(here):
    bomb = gzip.compress(b"BEGIN:VCALENDAR\r\n" + b"\0" * (LARGEST * 4))
    assert len(bomb) < 64 * 1024
    here.pages["/work.ics"] = web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
    assert await fault(here) == "large"


def packed(body):
    return web.Response(body=body, headers={"Content-Encoding": "gzip"})


async def test_a_file_may_be_packed_in_several_parts_and_filled_up_with_zeros(here):
    half = len(FILE) // 2
    one, two = gzip.compress(FILE[:half]), gzip.compress(FILE[half:])
    for fill in (b"", b"\0" * 7, b"\0" * PART):
        here.pages["/work.ics"] = packed(one + fill + two + fill)
        assert (await fetch(here.link(), "", "", here.net)).body == FILE


async def test_several_parts_are_no_larger_together_than_one(here):
    spaces = gzip.compress(b" " * (LARGEST // 2))
    here.pages["/work.ics"] = packed(gzip.compress(FILE) + spaces + spaces)
    assert await fault(here) == "large"


async def test_more_parts_than_any_program_makes_are_refused(here):
    here.pages["/work.ics"] = packed(gzip.compress(FILE) + gzip.compress(b"") * (MEMBERS - 1))
    assert (await fetch(here.link(), "", "", here.net)).body == FILE
    here.pages["/work.ics"] = packed(gzip.compress(FILE) + gzip.compress(b"") * MEMBERS)
    assert await fault(here) == "heavy"


async def test_what_is_no_part_behind_a_packed_file_is_refused(here):
    for pack in (gzip, zlib):
        here.pages["/work.ics"] = packed(pack.compress(FILE) + FILE)
        assert await fault(here) == "unreachable"


ENDLESS = {
    "rubbish behind the end": (gzip.compress(FILE), b"?" * PART, "unreachable"),
    "zeros behind the end": (gzip.compress(FILE), b"\0" * PART, "large"),
    "a name": (b"\x1f\x8b\x08\x08\0\0\0\0\0\xff", b"a" * PART, "large"),
    "parts of nothing": (gzip.compress(FILE), gzip.compress(b"") * (PART // 20), "heavy"),
}


@pytest.mark.parametrize("name", ENDLESS)
async def test_what_is_packed_and_never_ends_is_left(here, name):
    begins, goes_on, told = ENDLESS[name]

    async def page(request):
        out = web.StreamResponse(headers={"Content-Encoding": "gzip"})
        await out.prepare(request)
        await out.write(begins)
        with contextlib.suppress(ConnectionError):  # nobody listens any more
            while True:
                await out.write(goes_on)
        return out

    here.pages["/work.ics"] = page
    assert await fault(here) == told


LONG = ics(*[f"UID:{n}\nDTSTART:20261123T{n % 24:02}0000Z\nDURATION:PT1H" for n in range(2000)])
PACKED = gzip.compress(LONG)
CUT = {
    "in the middle": LONG[: len(LONG) // 2],
    "after an event": LONG.removesuffix(b"END:VCALENDAR\r\n"),
    "in its last word": LONG[:-5],
    "in a long line": FILE.replace(b"END:VCALENDAR", b"X-A:END:VCALENDAR" + b"a" * 2 * PART),
    "after its beginning": b"BEGIN:VCALENDAR",
    "in the second of two calendars": FILE + FILE[:-10],
    "in what the second of two calendars holds": FILE + FILE[: len(FILE) // 2],
}


@pytest.mark.parametrize("name", CUT)
async def test_a_calendar_that_stops_early_is_not_taken_for_whole(here, name):
    here.pages["/work.ics"] = web.Response(body=CUT[name])
    assert await fault(here) == "unreachable"
    here.pages["/work.ics"] = packed(gzip.compress(CUT[name]))
    assert await fault(here) == "unreachable"


@pytest.mark.parametrize(
    "kept", [len(PACKED) // 2, len(PACKED) - 1, 5], ids=["half", "all but a byte", "a header"]
)
async def test_a_packed_calendar_that_stops_early_is_not_taken_for_whole(here, kept):
    for body in (PACKED[:kept], PACKED + PACKED[:kept]):
        here.pages["/work.ics"] = packed(body)
        assert await fault(here) == "unreachable"


@pytest.mark.parametrize("length", [len(FILE) + 1, None], ids=["a length", "chunks"])
async def test_a_connection_that_breaks_off_says_so_even_behind_a_calendar_s_end(here, length):
    async def page(request):
        out = web.StreamResponse()
        out.content_length = length
        if length is None:
            out.enable_chunked_encoding()
        await out.prepare(request)
        await out.write(FILE)
        request.transport.close()
        return out

    here.pages["/work.ics"] = page
    assert await fault(here) == "unreachable"


WHOLE = {
    "without a last line break": FILE.rstrip(),
    "with blank lines behind it": FILE + b"\r\n \r\n\t\n\n",
    "with spaces behind its last word": FILE.rstrip() + b"  ",
    "in small letters": FILE.lower(),
    "in lines of another system": FILE.replace(b"\r\n", b"\n"),
    "in lines of an old system": FILE.replace(b"\r\n", b"\r"),
    "with a mark of its letters": b"\xef\xbb\xbf" + FILE,
    "two in one file": FILE + b"\r\n" + FILE,
    "with a remark behind it": FILE + b"<!-- Made in 0.2 seconds -->\n",
    "with an old mark of its end": FILE + b"\x1a",
    "with nothing in it": ics(),
}


@pytest.mark.parametrize("name", WHOLE)
async def test_a_calendar_that_ends_in_its_own_way_is_whole(here, name):
    here.pages["/work.ics"] = web.Response(body=WHOLE[name])
    assert (await fetch(here.link(), "", "", here.net)).body == WHOLE[name]


async def test_what_a_half_calendar_says_reaches_nobody(here):
    """Neither its times nor its marks, by which the whole one would count as unchanged."""
    marks = {"ETag": '"8"', "Last-Modified": "Mon, 23 Nov 2026 08:00:00 GMT"}
    here.pages["/work.ics"] = web.Response(body=LONG[: len(LONG) // 2], headers=marks)
    what = ReadCalendar(here.link(), "UTC")
    found = await reader(here.net)(Task(1, 7, 7, "calendar", what, 0), MONDAY)
    assert found == Fetched(1, fault="unreachable")


async def test_a_server_that_dawdles_is_left(here, monkeypatch):
    left = asyncio.Event()

    async def never(request):
        await left.wait()
        return web.Response()

    monkeypatch.setattr(module, "LONGEST", 0.05)
    here.pages["/work.ics"] = never
    assert await fault(here) == "slow"
    left.set()


async def test_a_server_that_nobody_vouches_for_is_not_believed(here):
    untrusting = dataclasses.replace(here.net, trust=ssl.create_default_context())
    with pytest.raises(Unread, match="certificate"):
        await fetch(here.link(), "", "", untrusting)
    assert await fault(here, here.link(host="evil.example")) == "certificate"


async def test_a_port_where_nobody_listens_is_told(here):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gone = dataclasses.replace(here.net, port=port)
    with pytest.raises(Unread, match="unreachable"):
        await fetch(f"https://cal.example:{port}/", "", "", gone)
