"""The page on which an author reads every card and routine; and the README's "add a stretch"."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from chat import book

from bot import __main__ as command
from bot import check, preview
from bot.commands import writing
from bot.core.values import replace

ROOT = Path(__file__).parent.parent


class Page(HTMLParser):
    """Gathers ids, links and pictures of a page, and what was left open."""

    def __init__(self):
        super().__init__()
        self.ids, self.links, self.pictures, self.open = set(), set(), set(), []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids |= {told["id"]} if "id" in told else set()
        self.links |= {told["href"][1:]} if tag == "a" else set()
        self.pictures |= {told["src"]} if tag == "img" else set()
        if tag not in ("img", "meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def few(*slugs):
    """The content with a few stretches and one routine, for a quick page."""
    whole = book()
    routine = whole.routines["desk-seated-60"]
    return replace(
        whole,
        stretches={slug: whole.stretches[slug] for slug in slugs},
        routines={"desk-seated-60": replace(routine, steps=routine.steps[:1])},
    )


def test_a_page_for_each_language_shows_every_card_and_routine(tmp_path):
    some = few("cat-cow", "neck-turn", "shoulder-rolls", "belly-breathing", "bridge")
    pages = preview.write(some, tmp_path)
    assert [page.name for page in pages] == [f"{language}.html" for language in some.words]
    text = pages[0].read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.ids == {*some.stretches, *some.routines}
    assert page.links <= page.ids
    for picture in page.pictures:
        assert (tmp_path / picture).read_bytes().startswith(b"\x89PNG")
    told = some.words["en"].stretches["cat-cow"]
    for words in (told.why, told.do, *told.steps, told.stop):
        assert words.replace("&", "&amp;") in text


def test_the_command_writes_it_and_says_where(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    opened = []
    monkeypatch.setattr(command.check, "usable", lambda _: few("shoulder-rolls"))
    monkeypatch.setattr(command.webbrowser, "open", opened.append)
    monkeypatch.setattr(command.sys.stdout, "isatty", lambda: True, raising=False)
    assert command.main(["preview", "--to", "pages"]) == 0
    assert (tmp_path / "pages" / "en.html").is_file()
    assert "en.html" in capsys.readouterr().out
    assert opened == [(tmp_path / "pages" / "en.html").as_uri()]


def test_without_a_folder_it_goes_to_a_temporary_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(writing.tempfile, "mkdtemp", lambda prefix: str(tmp_path / prefix))
    monkeypatch.setattr(command.check, "usable", lambda _: few("shoulder-rolls"))
    assert command.main(["preview"]) == 0
    assert "unhunch-" in capsys.readouterr().out


@pytest.mark.parametrize("slug", ["my-stretch"])
def test_the_readmes_add_a_stretch_works_as_written(tmp_path, slug):
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Add a stretch")[1]
    section = section.split("\n## ")[0].strip()
    assert len(section.splitlines()) <= 14
    copies = re.findall(r"`(cp content/\S+ content/\S+)`", section)
    assert len(copies) == 2
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for line in copies:
        subprocess.run(line.split(), cwd=tmp_path, check=True)
    words = tmp_path / "content" / "en" / "stretches" / f"{slug}.toml"
    named = re.findall(r"`(name|why|do)`", section)
    assert set(named) == {"name", "why", "do"}
    text = words.read_text(encoding="utf-8")
    assert check.everything(tmp_path / "content")  # the copy says the same as cat-cow: told
    for key in ("name", "why", "do"):
        text = re.sub(rf'^{key} = "(.*)"', rf'{key} = "My own: \1"', text, flags=re.MULTILINE)
        text = re.sub(r"My own: (.{0,60}).*\"", r'My own: \1"', text)
    words.write_text(text, encoding="utf-8")
    assert check.everything(tmp_path / "content") == []
