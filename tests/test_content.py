"""Content is read whole: what does not fit is named with its path, and the rest is read."""

import shutil
from pathlib import Path

import pytest

import bot.content
from bot.content import Faulty, Mistake, folder, languages, read, read_all
from bot.content.values import faults
from bot.core.book import Stretch


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real content to break."""
    return Path(shutil.copytree(folder(), tmp_path / "content"))


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Change one place of a file, which must be there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} no longer says {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(root: Path, path: str, text: str) -> None:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(text)


def wrong(root: Path) -> list[str]:
    return [str(mistake) for mistake in sorted(read_all(root)[1])]


# The real content


def test_the_real_content_is_read_without_a_mistake():
    book = read()
    assert book.stretches["cat-cow"].easier == "seated-cat-cow"
    assert book.words["en"].stretches["cat-cow"].name == "Cat–cow"
    assert book.safety.numbers["default"].emergency == "112"
    assert "push through" in book.words["en"].forbidden
    assert book.words["en"].texts["dose.reps"]["one"] == "{n} slow rep"


def test_areas_tags_and_groups_come_in_their_order():
    book = read()
    for table in (book.areas, book.tags, book.safety.groups):
        orders = [one.order for one in table.values()]
        assert len(orders) > 3
        assert orders == sorted(orders)


def test_an_installed_package_carries_its_content_inside(tmp_path, monkeypatch):
    inside = tmp_path / "bot" / "_content"
    inside.mkdir(parents=True)
    monkeypatch.setattr(bot.content, "__file__", str(tmp_path / "bot" / "content" / "__init__.py"))
    assert folder() == inside
    inside.rmdir()
    assert folder() == tmp_path / "content"


def test_a_language_is_a_folder_with_a_language_file(root):
    (root / "de").mkdir()
    assert languages(root) == ["en"]
    shutil.copy(root / "en" / "language.toml", root / "de")
    assert languages(root) == ["de", "en"]


# Files


def test_a_missing_file_is_one_mistake(root):
    for path in ("tags.toml", "ramp.toml", "safety.toml", "en/safety.toml", "en/screens.toml"):
        (root / path).unlink()
    assert wrong(root) == [
        "en/safety.toml: the file is missing",
        "en/screens.toml: the file is missing",
        "ramp.toml: the file is missing",
        "safety.toml: the file is missing",
        "tags.toml: the file is missing",
    ]


def test_a_book_without_its_first_language_says_so(root):
    shutil.rmtree(root / "en")
    assert wrong(root) == ["en/language.toml: the file is missing"]
    assert not read_all(root)[0].words


def test_a_file_that_is_no_text_or_no_toml_is_named_and_the_rest_is_read(root):
    (root / "ramp.toml").write_bytes(b"\xff\xfe")
    edit(root, "stretches/cat-cow.toml", "level = 1", "level =")
    told = wrong(root)
    assert told[0] == "ramp.toml: the file is not UTF-8 text; save it as UTF-8"
    assert told[1].startswith("stretches/cat-cow.toml: this is not valid TOML: Invalid value")
    assert len(told) == 2
    book, _ = read_all(root)
    assert "cat-cow" not in book.stretches
    assert "seated-cat-cow" in book.stretches


def test_reading_refuses_with_every_mistake_sorted(root):
    edit(root, "stretches/cat-cow.toml", "level = 1", 'level = "1"')
    edit(root, "areas.toml", "order = 1\n", "order = 1\nodder = 2\n")
    with pytest.raises(Faulty) as caught:
        read(root)
    assert caught.value.mistakes == [
        Mistake(
            "areas.toml [neck]",
            "unknown key `odder`; the keys here are order, asked, chain, within",
        ),
        Mistake("stretches/cat-cow.toml", '`level` should be a whole number, not "1"'),
    ]
    assert str(caught.value).count("\n") == 1


# Values


CAT_COW = {
    "areas": ["neck"],
    "muscles": [],
    "positions": [],
    "equipment": [],
    "type": "mobility",
    "level": 1,
    "start": {"reps": 1},
    "goal": {"reps": 2},
    "blocks": [],
    "modifies": [],
    "basis": "clinic",
    "sources": [],
}
FIGURE = {"view": "side", "frame": [0, 1, 2, 3], "poses": [{"hip": [0, 1]}]}


def test_a_value_that_fits_has_no_fault():
    assert list(faults({**CAT_COW, "figure": FIGURE, "grow": {"reps": 1}}, Stretch)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"level": "1"}, '`level` should be a whole number, not "1"'),
        ({"level": 1.5}, "`level` should be a whole number, not 1.5"),
        ({"level": True}, "`level` should be a whole number, not true"),
        ({"type": 3}, "`type` should be words in quotes, not 3"),
        ({"desk": "yes"}, '`desk` should be true or false, not "yes"'),
        ({"areas": "neck"}, '`areas` should be a list in [ ], not "neck"'),
        ({"areas": ["neck", 2]}, "`areas[2]` should be words in quotes, not 2"),
        ({"start": [1]}, "`start` should be a table, not a list of 1"),
        ({"start": {"reps": {}}}, "`start.reps` should be a whole number, not a table"),
        ({"start": {"rep": 1}},
         "unknown key `start.rep`; the keys here are sets, reps, hold, seconds"),
        ({"figure": {**FIGURE, "frame": [1]}},
         "`figure.frame` should be a list of 4 in [ ], not a list of 1"),
        ({"figure": {**FIGURE, "cut": "up"}},
         '`figure.cut` should be one of "", "lower", "left", "right", not "up"'),
        ({"figure": {**FIGURE, "poses": [{"hip": ["a", 0]}]}},
         '`figure.poses[1].hip[1]` should be a number, not "a"'),
        ({"grow": {"days": "x"}}, '`grow.days` should be a whole number, not "x"'),
    ],
)  # fmt: skip
def test_each_fault_of_a_value_is_one_plain_sentence(change, fault):
    assert list(faults({**CAT_COW, **change}, Stretch)) == [fault]


def test_all_faults_of_one_value_are_told_at_once():
    assert list(faults({"level": "x", "hold": 3, "start": 1, "areas": []}, Stretch))[:4] == [
        "`muscles` is missing",
        "`positions` is missing",
        "`equipment` is missing",
        "`type` is missing",
    ]
    told = list(faults({**CAT_COW, "level": "x", "start": 1}, Stretch))
    assert told == [
        '`level` should be a whole number, not "x"',
        "`start` should be a table, not 1",
    ]


def test_what_is_no_table_at_all_is_told_without_a_key():
    assert list(faults(3, Stretch)) == ["this should be a table, not 3"]
    assert list(faults(None, Stretch)) == ["this should be a table, not missing"]
    assert list(faults({"a": "b", "c": 1}, dict[str, str])) == [
        "`c` should be words in quotes, not 1"
    ]


# Where the parts stand


@pytest.mark.parametrize(
    ("path", "old", "new", "mistake"),
    [
        ("tags.toml", "allows = [", "allow = [",
         "tags.toml [surgery] allow: unknown key; the keys here are allows"),
        ("tags.toml", "[surgery]\nallows = [", "[surgeries]\nallows = [",
         "tags.toml [surgery] allows: this should be a list in [ ], not missing"),
        ("safety.toml", "[groups.fever]", "[group.fever]",
         "safety.toml group: unknown key; the keys here are flags, groups, sources"),
        ("safety.toml", "[flags.bladder]\ntier = 0", "[flags.bladder]",
         "safety.toml [flags.bladder]: `tier` is missing"),
        ("en/language.toml", "[forbidden]\nphrases", "[forbidden]\nphrase",
         "en/language.toml [forbidden] phrase: unknown key; the keys here are phrases"),
        ("en/language.toml", "[forbidden]\nphrases", "[forbiden]\nphrases",
         "en/language.toml forbiden: unknown key; the keys here are forbidden, pain"),
        ("en/language.toml", "[forbidden]\nphrases = [", "[forbidden]\nphrases = [1,",
         "en/language.toml [forbidden]: `[1]` should be words in quotes, not 1"),
        ("en/language.toml", "\nminus = ", "\nminuses = ",
         "en/language.toml [pain]: `minus` is missing"),
        ("en/safety.toml", "[cards.soon]", "[cards.later]",
         "en/safety.toml [cards.soon]: this should be a table, not missing"),
        ("en/safety.toml", "[cards.soon]", "[cards.later]",
         "en/safety.toml [cards] later: unknown key; the keys here are despair, emergency, soon, "),
        ("en/safety.toml", 'urgent_fallback = "', 'fallback = "',
         "en/safety.toml [cards] urgent_fallback: this should be words in quotes, not missing"),
        ("en/safety.toml", "[triggers]", "[triggered]",
         "en/safety.toml triggered: unknown key; the keys here are asked, cards, denials, "),
        ("en/safety.toml", "[triggers]", "[triggers]\nx = 1",
         "en/safety.toml [triggers]: `x` should be a list in [ ], not 1"),
        ("en/safety.toml", "denials = [", "denials = [3,",
         "en/safety.toml denials: `[1]` should be words in quotes, not 3"),
        ("en/tags.toml", "[knee-pain]\n", "[knee-pain]\nhurt = 1\n",
         "en/tags.toml [knee-pain]: unknown key `hurt`; the keys here are label, hint, why, also"),
        ("en/screens.toml", '[end]\ntitle = "', '[end]\nnumber = 3\ntitle = "',
         "en/screens.toml end.number: this should be words in quotes"),
    ],
)  # fmt: skip
def test_a_part_that_does_not_fit_is_named_where_it_stands(root, path, old, new, mistake):
    edit(root, path, old, new)
    told = wrong(root)
    assert any(one.startswith(mistake) for one in told), told


def test_a_table_with_other_keys_than_plural_forms_holds_phrases(root):
    edit(root, "en/screens.toml", "[dose.reps]\none =", "[dose.reps]\nthree =")
    texts = read_all(root)[0].words["en"].texts
    assert texts["dose.reps.three"] == "{n} slow rep"
    assert "dose.reps" not in texts


def test_words_where_a_table_belongs_are_a_mistake(root):
    edit(root, "tags.toml", "[surgery]\nallows", "[[surgery]]\nallows")
    (root / "safety.toml").write_text('groups = 1\nflags = "x"\n', encoding="utf-8")
    (root / "en" / "safety.toml").write_text("cards = 1\ndespair = 1\n", encoding="utf-8")
    text = (root / "en" / "language.toml").read_text(encoding="utf-8").partition("[forbidden]")[0]
    (root / "en" / "language.toml").write_text("forbidden = 1\n" + text, encoding="utf-8")
    told = wrong(root)
    assert "tags.toml [surgery]: this should be a table" in told
    assert "safety.toml: [groups] should be a table" in told
    assert "safety.toml: [flags] should be a table" in told
    assert "en/safety.toml: [cards] should be a table" in told
    assert "en/safety.toml: [despair] should be a table" in told
    assert "en/language.toml: `forbidden` should be a table" in told


def test_a_plural_needs_its_last_form_and_words_in_each(root):
    edit(
        root,
        "en/screens.toml",
        '[dose.reps]\none = "{n} slow rep"\nother =',
        "[dose.reps]\none = 1\nfew =",
    )
    assert wrong(root) == [
        "en/screens.toml dose.reps: `one` should be words in quotes, not 1",
        "en/screens.toml dose.reps: the plural form `other` is missing",
    ]
    assert read_all(root)[0].words["en"].texts["dose.reps"] == {"other": ""}
