"""The linter: each kind of mistake, in a copy of the real content, and the sentence it says."""

import shutil
import tomllib
from pathlib import Path

import pytest

from bot import check
from bot.check import composed, figures, files, keys, lists, markup, phrases, source, texts
from bot.content import Faulty, Mistake, folder, read, read_all
from bot.core.book import Grow
from bot.core.dose import Dose
from bot.core.planning.plans import ORDER
from bot.core.values import replace
from bot.draw import loop

MEANT = 'did you mean "hamstrings"?'
TAKEN = "it takes <b>, <i>, <u>, <s>, <code> and few others"
CASES = tomllib.loads(
    (Path(__file__).parent / "data" / "content-mistakes.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real content to break."""
    return Path(shutil.copytree(folder(), tmp_path / "content"))


@pytest.fixture(scope="module")
def book():
    return read_all(folder())[0]


@pytest.fixture(scope="module")
def before() -> set[str]:
    """What is wrong with the real content: nothing, or what a test of its own tells."""
    return {str(mistake) for mistake in check.everything(folder())}


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Change one place of a file, which must be there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} no longer says {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def line(root: Path, path: str, key: str, new: str) -> None:
    """Replace the first line of a file that sets a key."""
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    edit(root, path, next(one for one in lines if one.startswith(f"{key} =")), new)


def wrong(root: Path, before: set[str]) -> list[str]:
    """What start-up says of a copy, beyond what is wrong with the original."""
    copy, found = read_all(root)
    told = sorted({*found, *check.quick(copy, found)})
    return [str(mistake) for mistake in told if str(mistake) not in before]


def strings(found) -> list[str]:
    return [str(mistake) for mistake in sorted(set(found))]


# The whole


def test_the_real_content_has_no_mistakes(before):
    assert before == set()


def test_the_real_content_is_fit_to_run_with():
    book = check.usable(folder())
    check.refuse(book)
    assert "cat-cow" in book.stretches


def test_start_up_refuses_with_every_mistake(root):
    line(root, "stretches/cat-cow.toml", "level", 'level = "one"')
    line(root, "stretches/bridge.toml", "basis", 'basis = "hunch"')
    with pytest.raises(Faulty) as caught:
        check.usable(root)
    told = {mistake.path for mistake in caught.value.mistakes}
    assert {"stretches/bridge.toml", "stretches/cat-cow.toml"} <= told


def test_a_book_that_could_be_read_is_still_refused(root):
    line(root, "stretches/bridge.toml", "basis", 'basis = "hunch"')
    with pytest.raises(Faulty, match='"hunch"'):
        check.refuse(read(root))


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """One copy for all the small edits, each of which is taken back."""
    return Path(shutil.copytree(folder(), tmp_path_factory.mktemp("copy") / "content"))


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{one.get('path', 'cat-cow')}: {one['new'][:40]}" for one in CASES]
)
def test_each_mistake_says_what_is_wrong_and_what_would_be_right(copy, before, case):
    path = case.get("path", "stretches/cat-cow.toml")
    unbroken = (copy / path).read_text(encoding="utf-8")
    if "key" in case:
        line(copy, path, case["key"], case["new"])
    else:
        edit(copy, path, case["old"], case["new"])
    told = wrong(copy, before)
    (copy / path).write_text(unbroken, encoding="utf-8")
    assert told == case["says"]


def test_several_mistakes_are_all_listed_at_once(root, before):
    line(root, "stretches/cat-cow.toml", "easier", 'easier = "seated-cat-cwo"')
    line(root, "en/stretches/bridge.toml", "name", 'name = ""')
    edit(root, "en/screens.toml", "[end]\n", '[end]\nspare = "<x>"\n')
    edit(root, "en/screens.toml", "<b>Feel</b>", "<b>Feel")
    edit(root, "areas.toml", '"hamstrings"', '"hamstring"')
    edit(root, "stretches/bridge.toml", "[figure]", "[figures]")
    (root / "notes.txt").write_text("later", encoding="utf-8")
    told = [str(one) for one in check.everything(root) if str(one) not in before]
    assert told[:-2] == [
        f'areas.toml [lower-back]: `chain`: there is no area "hamstring"; {MEANT}',
        f"en/screens.toml end.spare: Telegram refuses <x>; {TAKEN}",
        "en/screens.toml end.spare: the bot never says this; remove it",
        "en/screens.toml how.feel: <b> is never closed; add </b>",
        "en/stretches/bridge.toml name: the words are missing",
        "notes.txt: nothing reads this file; rename or remove it",
    ]
    assert told[-2].startswith("stretches/bridge.toml: unknown key `figures`; the keys here are ")
    assert told[-1] == (
        'stretches/cat-cow.toml: `easier`: there is no stretch "seated-cat-cwo"; '
        'did you mean "seated-cat-cow"?'
    )


def test_what_could_not_be_read_is_not_called_unknown_as_well(root, before):
    line(root, "stretches/cat-cow.toml", "level", "level = one")
    edit(root, "tags.toml", '[knee-pain]\norder = 1\nkind = "risk"', "[knee-pain]\norder = 1")
    edit(root, "safety.toml", "[flags.bladder]\ntier = 0", "[flags.bladder]")
    edit(root, "safety.toml", "[groups.fever]\norder = 5", "[groups.fever]")
    (root / "areas.toml").write_text("[neck\n", encoding="utf-8")
    line(root, "en/stretches/bridge.toml", "why", "why = 3")
    edit(root, "en/safety.toml", "[cards.urgent]\ntitle = ", "[cards.urgent]\ntitel = ")
    assert [one.partition(": ")[0] for one in wrong(root, before)] == [
        "areas.toml",
        "en/safety.toml [cards.urgent]",
        "en/safety.toml [cards.urgent]",
        "en/stretches/bridge.toml",
        "safety.toml [flags.bladder]",
        "safety.toml [groups.fever]",
        "stretches/cat-cow.toml",
        "tags.toml [knee-pain]",
    ]
    assert check.everything(root)  # and the rest of the linter still gets through


def test_texts_that_could_not_be_read_are_one_mistake(root, before):
    shutil.copytree(root / "en", root / "fi")
    edit(root, "fi/screens.toml", "[end]", "[end")
    edit(root, "en/screens.toml", "[end]", "[end")
    assert [one.partition(": ")[0] for one in strings(check.everything(root))] == [
        "en/screens.toml",
        "fi/screens.toml",
    ]


# Facts


def test_easier_stretches_never_go_round_in_a_circle(root, before):
    line(root, "stretches/belly-breathing.toml", "level", 'level = 1\neasier = "cat-cow"')
    told = wrong(root, before)
    assert len(told) == 1
    assert "`easier` goes round in a circle: belly-breathing → cat-cow → " in told[0]
    assert told[0].endswith(" → belly-breathing; end it somewhere")


def test_a_position_of_rest_has_a_ceiling_and_needs_no_steps_up(book):
    rest = book.stretches["legs-on-chair-rest"]
    assert rest.grow is None
    assert rest.goal.seconds > rest.start.seconds
    moving = replace(rest, type="mobility")
    changed = replace(book, stretches={**book.stretches, "legs-on-chair-rest": moving})
    assert (
        "stretches/legs-on-chair-rest.toml: `goal` is above `start` in `seconds`, "
        "so `grow` is missing"
    ) in strings(check.quick(changed))


def test_a_source_that_no_stretch_names_is_unused(root, before):
    with (root / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[spare]\nname = "Spare"\nchecked = "seen"\n')
    assert wrong(root, before) == ["sources.toml [spare]: no stretch names this source; remove it"]


def test_a_routine_without_steps_is_told(root, before):
    text = (root / "routines.toml").read_text(encoding="utf-8")
    begin = text.index("steps = [", text.index("[evening]"))
    end = text.index("\n]", begin) + 2
    (root / "routines.toml").write_text(text[:begin] + "steps = []" + text[end:], encoding="utf-8")
    assert ("routines.toml [evening]: `steps` is empty; name at least one stretch") in wrong(
        root, before
    )


def test_the_sign_that_the_bot_asks_for_by_name_must_be_there(root, before):
    edit(root, "safety.toml", "[flags.severe-and-stuck]", "[flags.severe]")
    assert (
        'safety.toml: the flag "severe-and-stuck" is missing; the bot asks for it by name'
    ) in wrong(root, before)


def test_the_lists_hold_every_type_that_plans_put_in_order():
    assert lists.TYPES == ORDER


# Words


def test_two_stretches_never_say_the_same(root, before, book):
    why = book.words["en"].stretches["bridge"].why.upper()
    line(root, "en/stretches/cat-cow.toml", "why", f'why = "{why} "')
    same = '`why` says the same as that of "bridge"; each stretch has its own'
    assert wrong(root, before) == [f"en/stretches/cat-cow.toml: {same}"]


def test_each_stretch_has_steps(root, before):
    text = (root / "en/stretches/cat-cow.toml").read_text(encoding="utf-8")
    begin, end = text.index("steps = ["), text.index("\n]", text.index("steps = [")) + 2
    (root / "en/stretches/cat-cow.toml").write_text(
        text[:begin] + "steps = []" + text[end:], encoding="utf-8"
    )
    assert wrong(root, before) == [
        "en/stretches/cat-cow.toml: `steps` is empty; write at least one"
    ]


def test_a_second_language_has_the_same_words_with_the_same_gaps(root, before):
    shutil.copytree(root / "en", root / "pl")
    (root / "pl" / "stretches" / "cat-cow.toml").unlink()
    edit(root, "pl/screens.toml", "<b>Feel</b> {text}", "<b>Feel</b> {words}")
    edit(root, "pl/screens.toml", '[end]\ntitle = "', '[end]\ntitles = "')
    told = [one for one in wrong(root, before) if "plural form" not in one]
    assert told == [
        "pl/screens.toml end.title: the words are missing; en/screens.toml has them",
        'pl/screens.toml end.titles: en/screens.toml has no such key; did you mean "end.title"?',
        "pl/screens.toml how.feel: other placeholders than in en/screens.toml: {text}, {words}",
        'pl/stretches/cat-cow.toml: the words of the stretch "cat-cow" are missing',
    ]
    plurals = [one for one in wrong(root, before) if one.startswith("pl/screens.toml dose.reps")]
    assert plurals == [
        "pl/screens.toml dose.reps: the plural form `few` is missing; the language needs it",
        "pl/screens.toml dose.reps: the plural form `many` is missing; the language needs it",
    ]


def test_a_language_folder_is_named_as_cldr_names_the_language(root, before):
    for name in ("pt_BR", "klingon", "x"):
        shutil.copytree(root / "en", root / name)
    told = [one for one in wrong(root, before) if "CLDR" in one]
    right = 'name the folder like "de" or "pt_BR"'
    assert told == [
        f'klingon/language.toml: CLDR knows no language "klingon"; {right}',
        f'x/language.toml: CLDR knows no language "x"; {right}',
    ]


def test_without_english_there_is_nothing_to_compare_with(root):
    (root / "en").rename(root / "de")
    told = strings(check.everything(root))
    assert "en/language.toml: the file is missing" in told
    assert not any(one.startswith("de/screens.toml") for one in told)


def test_every_text_that_people_read_is_looked_at(book):
    told = dict(texts.every(book.words["en"]))
    assert told["en/screens.toml dose.reps one"] == "{n} slow rep"
    assert told["en/screens.toml common.home"] == "Home"
    assert told["en/areas.toml [neck] in_sentence"] == "neck"
    assert "en/safety.toml [cards.soon] text" in told
    assert len(told) > 1000


# Markup


def test_what_telegram_takes_is_no_fault():
    text = (
        '<b>x</b> <a href="https://a.example">y</a> <blockquote expandable><i>z</i></blockquote> '
        '<code class="language-py">1</code> <span class="tg-spoiler">s</span> &lt; &#39; &#x41;'
    )
    assert list(markup.faults(text)) == []


def test_a_tag_that_was_never_opened_closes_nothing():
    assert list(markup.faults("x</b>")) == ["</b> closes nothing; open it first, or remove it"]


def test_a_length_is_counted_as_telegram_counts_it():
    assert markup.length("<b>a &amp; b</b>") == 5
    assert markup.length("🙂") == 2


# Keys


def said(code: str) -> list[tuple[str, str]]:
    return [(use.how, use.key.replace("\\", "")) for use in source.read(code) if use.how]


def test_a_key_is_found_wherever_the_source_says_it():
    assert said('say(w, "a.b")') == [("say", "a.b")]
    assert said('texts.label(w, "a.b" if x else "a.c")') == [("label", "a.b"), ("label", "a.c")]
    assert said('key = "a.b"\nif x:\n  key = "a.c"\nsay(w, key)') == [
        ("say", "a.b"),
        ("say", "a.c"),
    ]
    assert said('K = ("a", "b")\ndef f():\n  [button(w, f"x.{k}", k) for k in K]') == [
        ("button", "x.a"),
        ("button", "x.b"),
    ]
    assert said(
        'say(w, f"x.{"a" if y else "b"}_c")'.replace('"a"', "'a'").replace('"b"', "'b'")
    ) == [
        ("say", "x.a_c"),
        ("say", "x.b_c"),
    ]


def test_what_the_source_leaves_open_stays_open():
    anything = source.ANY
    assert said('def f(kind):\n  say(w, f"x.{kind}")') == [("say", f"x.{anything}")]
    assert said('def f(at):\n  say(w, f"x.{at.side}")') == [("say", f"x.{anything}")]
    assert said('for k in f():\n  say(w, f"x.{k}")') == [("say", f"x.{anything}")]
    assert said('def f():\n  k = g()\n  say(w, f"x.{k}")') == [("say", f"x.{anything}")]
    assert said('say(w, f"x.{a if y else b}")') == [("say", f"x.{anything}")]
    assert said("def f(key):\n  say(w, key)") == []
    assert said("say(w, f(x))\nf()(w, 1)\nsay(w)") == []


def test_words_that_look_like_a_key_count_as_said():
    found = source.read('f("a.b")\ng(f"a.{x}")\nh(f"see a.{x}")\ni("settings.json")\nj("a.b c")')
    assert [use.key.replace("\\", "") for use in found] == ["a.b", f"a.{source.ANY}"]
    assert {use.how for use in found} == {""}


def test_an_open_beginning_can_only_be_a_word_of_the_same_file():
    found = source.read('def f(k):\n  say(w, f"{k}.{x}")\nf("place")\nf("need")')
    assert [use.key.replace("\\", "") for use in found] == [f"(?:need|place).{source.ANY}"]
    assert found[0].how == ""


def test_a_call_tells_what_it_fills_in_and_where_it_stands():
    (use,) = [one for one in source.read('f(toast=label(w, "a.b", n=1, time=t))') if one.how]
    assert use == source.Use("a\\.b", "label", "toast", frozenset({"n", "time"}))
    (use,) = [one for one in source.read('say(w, "a.b", **values)') if one.how]
    assert use.values is None


def test_the_bots_own_source_says_its_keys():
    known = {use.key.replace("\\", "") for use in source.uses()}
    assert {"start.title", "hurts.sharp", "dose.reps", "end.better"} <= known
    assert len(known) > 200


def screens(book, **changed):
    """The book with some phrases of English changed; None takes one away."""
    told = {
        **book.words["en"].texts,
        **{key.replace("__", "."): one for key, one in changed.items()},
    }
    told = {key: one for key, one in told.items() if one is not None}
    return replace(book, words={"en": replace(book.words["en"], texts=told)})


def about_keys(book, before: set[str]) -> list[str]:
    return [one for one in strings(keys.mistakes(book)) if one not in before]


def test_a_key_the_bot_says_must_be_there(book, before):
    told = about_keys(screens(book, start__title=None, menu__pain=None), before)
    assert [one.rpartition("; ")[0] for one in told] == [
        "en/screens.toml menu.pain: the bot says this, but it is missing",
        "en/screens.toml start.title: the bot says this, but it is missing",
    ]
    assert all('did you mean "' in one for one in told)


def test_each_thing_that_a_stretch_needs_has_a_name(book, before):
    told = about_keys(screens(book, need__towel=None, place__bed=None), before)
    assert [one.partition(";")[0] for one in told] == [
        "en/screens.toml need.towel: the bot says this, but it is missing",
        "en/screens.toml place.bed: the bot says this, but it is missing",
    ]


def test_a_key_that_the_bot_leaves_partly_open_needs_one_that_fits(book):
    used = (source.Use(f"wave\\.{source.ANY}", "say"), source.Use("the\\.end"))
    told = strings(keys.mistakes(book, used))
    assert [one for one in told if "is missing" in one] == [
        "en/screens.toml wave.…: the bot says this, but it is missing; "
        + next(one for one in told if "wave" in one).partition("missing; ")[2]
    ]


def test_a_key_the_bot_never_says_is_useless(book, before):
    changed = screens(book, start__spare="x", menu__spare="y")
    assert about_keys(changed, before) == [
        "en/screens.toml menu.spare: the bot never says this; remove it",
        "en/screens.toml start.spare: the bot never says this; remove it",
    ]


def test_a_gap_that_the_bot_does_not_fill_is_told(book, before):
    changed = screens(book, common__home="Home, {name}", start__title={"one": "a", "other": "b"})
    assert about_keys(changed, before) == [
        "en/screens.toml common.home: the bot does not fill in {name} here",
        "en/screens.toml start.title: the bot gives no number to choose a plural form by",
    ]


def test_a_button_is_short_and_plain(book, before):
    long = "Home, where the heart is and the hearth"
    changed = screens(
        book,
        common__home=long,
        common__back="<b>Back</b>",
        pause__days={"one": "For only {n} day", "other": "For as many as all of these {n} days"},
    )
    assert about_keys(changed, before) == [
        "en/screens.toml common.back: buttons and toasts are plain text; remove the markup",
        f'en/screens.toml common.home: "{long}" has 39 characters; at most 36 fit',
    ]
    changed = screens(
        book, pause__days={"one": "1 day", "other": "For as many as those {n} days are"}
    )
    assert about_keys(changed, before) == []
    changed = screens(
        book, pause__days={"one": "1 day", "other": "For just as many as those {n} days are"}
    )
    assert [one.partition(": ")[0] for one in about_keys(changed, before)] == [
        "en/screens.toml pause.days"
    ]


def test_a_toast_holds_two_hundred_characters(book, before):
    assert about_keys(screens(book, common__old_button="x" * 200), before) == []
    assert about_keys(screens(book, common__old_button="x" * 201), before) == [
        f'en/screens.toml common.old_button: "{"x" * 201}" has 201 characters; at most 200 fit'
    ]


def test_what_telegram_shows_beforehand_has_its_own_limits(book, before):
    changed = screens(book, bot__short="x" * 121, bot__description="<b>x</b>", menu__pain="x" * 257)
    assert about_keys(changed, before) == [
        "en/screens.toml bot.description: this is plain text; remove the markup",
        "en/screens.toml bot.short: it has 121 characters; at most 120 fit",
        "en/screens.toml menu.pain: it has 257 characters; at most 256 fit",
    ]


# Files


def test_a_file_that_nothing_reads_is_told(root):
    (root / "notes.txt").write_text("", encoding="utf-8")
    (root / "stretches" / "cat-cow.md").write_text("", encoding="utf-8")
    (root / "stretches" / "old").mkdir()
    (root / "stretches" / "old" / "cat-cow.toml").write_text("", encoding="utf-8")
    (root / "en" / "numbers.toml").write_text("", encoding="utf-8")
    (root / "en" / "stretches" / "cat-cow.toml~").write_text("", encoding="utf-8")
    (root / ".DS_Store").write_text("", encoding="utf-8")
    (root / ".git").mkdir()
    shutil.copytree(root / "en" / "stretches", root / "de" / "stretches")
    assert strings(files.mistakes(root)) == [
        "de/language.toml: the file is missing, so nothing reads this folder",
        "en/numbers.toml: nothing reads this file; rename or remove it",
        "en/stretches/cat-cow.toml~: nothing reads this file; rename or remove it",
        "notes.txt: nothing reads this file; rename or remove it",
        "stretches/cat-cow.md: nothing reads this file; rename or remove it",
        "stretches/old/cat-cow.toml: nothing reads this file; rename or remove it",
    ]


def test_the_real_folder_holds_nothing_else():
    assert list(files.mistakes(folder())) == []


# Figures


def only(book, slug: str, **changed):
    """The book with one stretch alone, changed."""
    return replace(book, stretches={slug: replace(book.stretches[slug], **changed)})


def test_every_stretch_has_a_picture(book):
    assert strings(figures.mistakes(only(book, "cat-cow", figure=None))) == [
        "stretches/cat-cow.toml [figure]: the figure is missing; every stretch has a picture"
    ]


def test_a_pose_that_cannot_be_drawn_is_told_with_its_number(book):
    figure = replace(book.stretches["cat-cow"].figure, frame=(0, 10, 0, 10))
    told = strings(figures.mistakes(only(book, "cat-cow", figure=figure)))
    assert "stretches/cat-cow.toml [figure]: pose 1: it leaves the picture at its left edge" in told


def test_a_figure_that_sinks_on_its_way_is_reported(book, monkeypatch):
    monkeypatch.setattr(loop, "rough", lambda _: ["at 50 % of the way: it sinks"])
    figure = replace(book.stretches["cat-cow"].figure, arrows=())  # not looked at before
    assert strings(figures.mistakes(only(book, "cat-cow", figure=figure))) == [
        "stretches/cat-cow.toml [figure]: at 50 % of the way: it sinks"
    ]


def test_a_one_sided_stretch_says_which_side_is_drawn(book):
    figure = replace(book.stretches["knee-rolls"].figure, shows="")
    assert strings(figures.mistakes(only(book, "knee-rolls", figure=figure))) == [
        "stretches/knee-rolls.toml [figure]: `shows` is missing: which side is drawn, left or right"
    ]


# Screens put together


def reworded(book, slug: str, **changed):
    """The book with one stretch alone, and other words for it."""
    told = book.words["en"]
    stretches = {**told.stretches, slug: replace(told.stretches[slug], **changed)}
    return replace(only(book, slug), words={"en": replace(told, stretches=stretches)})


def test_a_step_fits_below_its_picture(book):
    told = strings(composed.mistakes(reworded(book, "knee-rolls", do="x" * 1000), sound=True))
    assert any(
        one.startswith("en/stretches/knee-rolls.toml: “")
        and one.endswith(
            " characters with all that belongs to it; the text below a picture holds 1024"
        )
        for one in told
    )


def test_how_exactly_fits_below_its_picture(book):
    told = strings(composed.mistakes(reworded(book, "cat-cow", steps=("y" * 300,) * 3), sound=True))
    assert told
    assert all(one.startswith("en/stretches/cat-cow.toml: “Cat–cow") for one in told)


def test_a_care_card_fits_into_a_message(book):
    told = book.words["en"]
    flags = {**told.safety.flags, "bladder": replace(told.safety.flags["bladder"], do="z" * 4000)}
    safety = replace(told.safety, flags=flags)
    changed = replace(only(book, "cat-cow"), words={"en": replace(told, safety=safety)})
    told = strings(composed.mistakes(changed, sound=True))
    assert len(told) in (1, 2)  # with one country's numbers or with the other's too
    assert told[0].startswith("en/safety.toml [flags.bladder]: “Please get help now")
    assert told[0].endswith("; a message holds 4096")


def test_a_label_put_together_is_not_cut_by_a_phone(book):
    told = book.words["en"]
    tags = {**told.tags, "knee-pain": replace(told.tags["knee-pain"], label="k" * 35)}
    changed = replace(only(book, "cat-cow"), words={"en": replace(told, tags=tags)})
    told = strings(composed.mistakes(changed, sound=True))
    assert f'the button "☐ {"k" * 35}" has 37 characters; at most 36 fit' not in told
    assert any(f'{"k" * 35}" has 37 characters; at most 36 fit' in one for one in told)


def test_a_button_carries_no_more_than_telegram_takes(book):
    slug = "a-very-long-name-for-a-stretch-that-nobody-would-ever-want-to-type"
    changed = replace(
        book,
        stretches={slug: book.stretches["cat-cow"]},
        words={
            "en": replace(book.words["en"], stretches={slug: book.words["en"].stretches["cat-cow"]})
        },
    )
    told = strings(composed.mistakes(changed, sound=True))
    assert any(one.endswith("carries more than 64 bytes") for one in told)


def test_missing_words_are_told_once_and_a_bug_is_not_hidden(book):
    changed = screens(only(book, "cat-cow"), session__heading=None)
    assert list(composed.mistakes(changed, sound=False)) == []
    with pytest.raises(KeyError, match="heading"):
        list(composed.mistakes(changed, sound=True))


def test_a_mistake_is_one_line():
    assert str(Mistake("a.toml", "b")) == "a.toml: b"


def test_a_dose_of_which_one_part_grows_can_grow(book):
    stretch = replace(
        book.stretches["cat-cow"], start=Dose(reps=4), goal=Dose(2, 8), grow=Grow(reps=1)
    )
    changed = replace(book, stretches={**book.stretches, "cat-cow": stretch})
    assert not [one for one in strings(check.quick(changed)) if "cat-cow.toml" in one]


def test_braces_that_do_not_fit_hold_no_names():
    assert phrases.placeholders("{text") == set()
    assert phrases.placeholders({"one": "{a}", "other": "{b}"}) == {"a", "b"}
