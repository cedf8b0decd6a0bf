"""The linter: each kind of mistake, in a copy of the real content with one edit, and what it says."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot import check
from bot.check import composed, figures, files, keys, lists, markup, phrases, source
from bot.content import Faulty, Mistake, folder, read, read_all
from bot.core.plans import ORDER


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real content to break."""
    return Path(shutil.copytree(folder(), tmp_path / "content"))


@pytest.fixture(scope="module")
def book():
    return read_all(folder())[0]


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Change one place of a file, which must be there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} no longer says {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def line(root: Path, path: str, key: str, new: str) -> None:
    """Replace the first line of a file that sets a key."""
    old = next(
        one
        for one in (root / path).read_text(encoding="utf-8").split("\n")
        if one.startswith(f"{key} =")
    )
    edit(root, path, old, new)


BEFORE: set[str] = set()


def wrong(root: Path) -> list[str]:
    """What start-up would say of a copy, beyond what it says of the original."""
    if not BEFORE:
        real, found = read_all(folder())
        BEFORE.update(str(mistake) for mistake in (*found, *check.quick(real, found)))
    copy, found = read_all(root)
    told = sorted({*found, *check.quick(copy, found)})
    return [str(mistake) for mistake in told if str(mistake) not in BEFORE]


# The whole


def test_the_real_content_has_no_mistakes():
    assert [str(mistake) for mistake in check.everything(folder())] == []


def test_the_real_content_is_fit_to_run_with():
    book = check.usable(folder())
    check.refuse(book)
    assert "cat-cow" in book.stretches


def test_start_up_refuses_with_every_mistake(root):
    line(root, "stretches/cat-cow.toml", "level", 'level = "one"')
    line(root, "stretches/bridge.toml", "basis", 'basis = "hunch"')
    with pytest.raises(Faulty) as caught:
        check.usable(root)
    assert [mistake.path for mistake in caught.value.mistakes] == [
        "stretches/bridge.toml",
        "stretches/cat-cow.toml",
    ]


def test_a_book_that_could_be_read_is_still_refused(root):
    line(root, "stretches/bridge.toml", "basis", 'basis = "hunch"')
    with pytest.raises(Faulty, match='"hunch"'):
        check.refuse(read(root))


def test_several_mistakes_are_all_listed_at_once(root):
    before = {str(mistake) for mistake in check.everything(folder())}
    line(root, "stretches/cat-cow.toml", "easier", 'easier = "seated-cat-cwo"')
    line(root, "en/stretches/bridge.toml", "name", 'name = ""')
    edit(root, "en/screens.toml", "[end]\n", '[end]\nspare = "<x>"\n')
    edit(root, "en/screens.toml", "<b>Feel</b>", "<b>Feel")
    edit(root, "areas.toml", '"hamstrings"', '"hamstring"')
    (root / "notes.txt").write_text("later", encoding="utf-8")
    told = [str(mistake) for mistake in check.everything(root)]
    assert [one for one in told if one not in before] == [
        'areas.toml [lower-back]: `chain`: there is no area "hamstring"; did you mean "hamstrings"?'
        if False
        else one
        for one in sorted(
            [
                'areas.toml [lower-back]: there is no area "hamstring"; did you mean "hamstrings"?',
                "en/screens.toml end.spare: Telegram refuses <x>; a plain < is written &lt;",
                "en/screens.toml how.feel: <b> is never closed; add </b>",
                "en/stretches/bridge.toml name: the words are missing",
                "notes.txt: nothing reads this file; rename or remove it",
                'stretches/cat-cow.toml: `easier`: there is no stretch "seated-cat-cwo"; '
                'did you mean "seated-cat-cow"?',
            ]
        )
    ]


def test_what_could_not_be_read_is_not_called_unknown_as_well(root):
    line(root, "stretches/cat-cow.toml", "level", "level = one")
    edit(root, "tags.toml", '[knee-pain]\norder = 1\nkind = "risk"', "[knee-pain]\norder = 1")
    (root / "areas.toml").write_text("[neck\n", encoding="utf-8")
    line(root, "en/stretches/bridge.toml", "why", "why = 3")
    edit(root, "en/safety.toml", "[cards.urgent]\ntitle = ", "[cards.urgent]\ntitel = ")
    assert [one.partition(": ")[0] for one in wrong(root)] == [
        "areas.toml",
        "en/safety.toml [cards.urgent]",
        "en/safety.toml [cards.urgent]",
        "en/stretches/bridge.toml",
        "stretches/cat-cow.toml",
        "tags.toml [knee-pain]",
    ]


# Facts


@pytest.mark.parametrize(
    ("key", "new", "mistake"),
    [
        ("areas", 'areas = ["lower-bak"]', '`areas`: there is no area "lower-bak"; did you mean "lower-back"?'),
        ("areas", 'areas = ["xyz"]', '`areas`: there is no area "xyz"; there are chest, core, hamstrings, hips, '
         "lower-back, mid-back, neck, ribs, shoulders, upper-back, whole-body, wrists"),
        ("areas", "areas = []", "`areas` is empty; name at least one"),
        ("blocks", 'blocks = ["acute-spams"]', '`blocks`: there is no tag "acute-spams"; did you mean "acute-spasm"?'),
        ("modifies", 'modifies = ["acute-spasm"]', '"acute-spasm" stands in `blocks` and in `modifies`; keep one of them'),
        ("modifies", 'modifies = ["knees"]', '`modifies`: there is no tag "knees"; did you mean "knee-pain"?'),
        ("sources", 'sources = ["mayo", "qqqq"]', '`sources`: there is no source "qqqq"; none has a name like it'),
        ("easier", 'easier = "cat-cows"', '`easier`: there is no stretch "cat-cows"; did you mean "cat-cow"?'),
        ("positions", 'positions = ["on all fours"]',
         '`positions` is "on all fours"; it should be one of all-fours, kneeling, prone, seated, side-lying, standing, supine'),
        ("equipment", 'equipment = ["ball"]',
         '`equipment` is "ball"; it should be one of bottles, chair, desk, doorway, mat, pillow, roller, towel, wall'),
        ("type", 'type = "yoga"',
         '`type` is "yoga"; it should be one of cardio, mobility, strength, static, release, breathing'),
        ("basis", 'basis = "blog"', '`basis` is "blog"; it should be one of document, clinic, judgement'),
        ("level", "level = 4", '`level` is "4"; it should be one of 1, 2, 3'),
        ("level", "level = 1\ndesk = true", "a stretch with `desk = true` needs the position seated or standing"),
        ("level", "level = 1\nflare_safe = true", '`flare_safe` is true, but "acute-spasm" stands in `blocks`'),
        ("level", "level = 1\nlvl = 1", "unknown key `lvl`; the keys here are "),
        ("start", "start = { hold = 3 }", "`start` needs `reps` or `seconds`"),
        ("start", "start = { sets = 0, reps = 4, hold = 3 }", "`start` has a part below nothing"),
        ("goal", "goal = { reps = 8, seconds = 3 }", "`goal` has `seconds`, so it can have no other part"),
        ("goal", "goal = { reps = 3, hold = 3 }", "`goal.reps` is 3, below `start.reps`, which is 4"),
        ("goal", "goal = { reps = 4, hold = 3 }", "`grow` has nothing to do: `goal` is the same as `start`"),
        ("grow", "grow = { hold = 1, days = 3 }", "`grow` changes nothing: `start` and `goal` differ in `reps`"),
        ("grow", "grow = { reps = 1, days = 0 }", "`grow` needs `days` of at least 1 and no part below nothing"),
        ("grow", "", "`goal` is above `start` in `reps`, so `grow` is missing"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_facts_of_a_stretch_is_one_sentence(root, key, new, mistake):
    line(root, "stretches/cat-cow.toml", key, new)
    told = [one for one in wrong(root) if one.startswith("stretches/cat-cow.toml: ")]
    assert len(told) == 1, told
    assert told[0].startswith(f"stretches/cat-cow.toml: {mistake}")


def test_easier_stretches_never_go_round_in_a_circle(root):
    line(root, "stretches/belly-breathing.toml", "level", 'level = 1\neasier = "cat-cow"')
    told = wrong(root)
    assert len(told) == 1
    assert "`easier` goes round in a circle: belly-breathing → cat-cow → " in told[0]
    assert told[0].endswith(" → belly-breathing; end it somewhere")


def test_a_position_of_rest_has_a_ceiling_and_needs_no_steps_up(book):
    rest = book.stretches["legs-on-chair-rest"]
    assert rest.grow is None
    assert rest.goal.seconds > rest.start.seconds


def test_a_source_that_no_stretch_names_is_unused(root):
    with (root / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[spare]\nname = "Spare"\nchecked = "seen"\n')
    assert wrong(root) == ["sources.toml [spare]: no stretch names this source; remove it"]


@pytest.mark.parametrize(
    ("path", "old", "new", "mistake"),
    [
        ("tags.toml", 'because = "knee-pain"', 'because = "knee"',
         'tags.toml [[swaps]] 1: `because`: there is no tag "knee"; did you mean "knee-pain"?'),
        ("tags.toml", 'instead_of = "childs-pose"', 'instead_of = "child-pose"',
         'tags.toml [[swaps]] 1: `instead_of`: there is no stretch "child-pose"; did you mean "childs-pose"?'),
        ("tags.toml", 'use = ["desk-lat-hinge"]', 'use = ["desk-lat-hing"]',
         'tags.toml [[swaps]] 1: `use`: there is no stretch "desk-lat-hing"; did you mean "desk-lat-hinge"?'),
        ("tags.toml", 'use = ["desk-lat-hinge"]', "use = []",
         "tags.toml [[swaps]] 1: `use` is empty; name at least one stretch"),
        ("tags.toml", 'use = ["desk-lat-hinge"]', 'use = ["press-up", "childs-pose"]',
         'tags.toml [[swaps]] 1: "childs-pose" is swapped for itself'),
        ("tags.toml", 'use = ["desk-lat-hinge"]', 'use = ["childs-pose"]',
         'tags.toml [[swaps]] 1: `use`: "childs-pose" is itself blocked by "knee-pain"'),
        ("tags.toml", 'allows = ["belly-breathing"', 'allows = ["bely-breathing"',
         'tags.toml [surgery]: `allows`: there is no stretch "bely-breathing"; did you mean "belly-breathing"?'),
        ("tags.toml", 'kind = "filter"', 'kind = "sieve"',
         'tags.toml [floor-access]: `kind` is "sieve"; it should be one of risk, filter, global, state'),
        ("tags.toml", "[acute-spasm]", "[spasm]",
         'tags.toml: the tag "acute-spasm" is missing; the bot asks for it by name'),
        ("areas.toml", 'within = "upper-back"', 'within = "uper-back"',
         'areas.toml [mid-back]: `within`: there is no area "uper-back"; did you mean "upper-back"?'),
        ("areas.toml", 'within = "upper-back"', 'within = "chest"',
         'areas.toml [mid-back]: `within` names "chest", which has no `asked = true`'),
        ("areas.toml", 'within = "upper-back"', 'within = "upper-back"\nasked = true',
         "areas.toml [mid-back]: an area that is asked about cannot lie `within` another"),
        ("areas.toml", 'chain = ["shoulders"', 'chain = ["sholders"',
         'areas.toml [neck]: `chain`: there is no area "sholders"; did you mean "shoulders"?'),
        ("routines.toml", "[morning-8]", "[morning-9]",
         'routines.toml: the routine "morning-8" is missing; the bot asks for it by name'),
        ("routines.toml", 'kind = "evening"', 'kind = "night"',
         'routines.toml [evening]: `kind` is "night"; it should be one of morning, desk, evening, flare, strength'),
        ("routines.toml", 'place = "chair"', 'place = "sofa"',
         'routines.toml [morning-5]: `place` is "sofa"; it should be one of bed, chair, desk, floor'),
        ("routines.toml", 'areas = ["neck",', 'areas = ["nek",',
         'routines.toml [flare-neck]: `areas`: there is no area "nek"; did you mean "neck"?'),
        ("routines.toml", '{ stretch = "seated-march", seconds = 45 }', '{ stretch = "seated-marsh", seconds = 45 }',
         'routines.toml [morning-5]: `steps`: there is no stretch "seated-marsh"; did you mean "seated-march"?'),
        ("routines.toml", '{ stretch = "seated-march", seconds = 45 }', '{ stretch = "seated-march", hold = 45 }',
         'routines.toml [morning-5]: the dose of "seated-march" needs `reps` or `seconds`'),
        ("routines.toml", '{ stretch = "rib-breathing", seconds = 60 },\n  { stretch = "chin-tuck-lying"',
         '{ stretch = "cat-cow", reps = 10 },\n  { stretch = "chin-tuck-lying"',
         'routines.toml [flare-neck]: "cat-cow" is not `flare_safe`; a flare routine holds nothing else'),
        ("routines.toml", "minutes = 12", "minutes = 25",
         "routines.toml [morning-12]: it promises 25 minutes, but its doses and changeovers take 654 to 786 seconds"),
        ("routines.toml", "seconds = 60\nplace", "seconds = 30\nplace",
         "routines.toml [desk-seated-60]: it promises 30 seconds, but its doses and changeovers take 64 to 88 seconds"),
        ("routines.toml", "minutes = 12\n", "",
         "routines.toml [morning-12]: a routine says how long it takes in `minutes` or in `seconds`"),
        ("ramp.toml", 'adds = ["blade-squeeze"', 'adds = ["blade-sqeeze"',
         'ramp.toml [[stages]] 1: `adds`: there is no stretch "blade-sqeeze"; did you mean "blade-squeeze"?'),
        ("ramp.toml", 'routines = ["flare-low"', 'routines = ["flare-lo"',
         'ramp.toml [[stages]] 0: `routines`: there is no routine "flare-lo"; did you mean "flare-low"?'),
        ("ramp.toml", 'routines = ["strength"]', 'routines = ["strenth"]',
         'ramp.toml [exit]: `routines`: there is no routine "strenth"; did you mean "strength"?'),
        ("ramp.toml", "number = 2", "number = 3",
         "ramp.toml [[stages]] 2: `number` is 3; stages stand in order, so it should be 2"),
    ],
)  # fmt: skip
def test_a_mistake_between_the_facts_is_one_sentence(root, path, old, new, mistake):
    edit(root, path, old, new)
    assert mistake.replace("`chain`: ", "`chain`: ") in wrong(root)


def test_a_routine_without_steps_is_told(root):
    text = (root / "routines.toml").read_text(encoding="utf-8")
    begin = text.index("steps = [", text.index("[evening]"))
    end = text.index("\n]", begin) + 2
    (root / "routines.toml").write_text(text[:begin] + "steps = []" + text[end:], encoding="utf-8")
    assert "routines.toml [evening]: `steps` is empty; name at least one stretch" in wrong(root)


# Warning signs


@pytest.mark.parametrize(
    ("path", "old", "new", "mistakes"),
    [
        ("safety.toml", "[flags.bladder]\ntier = 0", "[flags.bladder]\ntier = 3",
         ['safety.toml [flags.bladder]: `tier` is "3"; it should be one of 0, 1, 2',
          "safety.toml [flags.bladder]: groups are for tier 0 alone; this flag is of tier 3"]),
        ("safety.toml", '"bladder", "bowel"', '"bowel"',
         ["safety.toml [flags.bladder]: a flag of tier 0 belongs in one group, and no group names it"]),
        ("safety.toml", '"bladder", "bowel"', '"bladder", "bowel", "chest"',
         ["safety.toml [flags.chest]: a flag of tier 0 belongs in one group, and 2 name it"]),
        ("safety.toml", '"bladder", "bowel"', '"bladder", "bowel", "bowels"',
         ['safety.toml [groups.toilet-and-feeling]: `flags`: there is no flag "bowels"; did you mean "bowel"?']),
        ("safety.toml", 'flags = ["very-ill-with-fever"]', "flags = []",
         ["safety.toml [flags.very-ill-with-fever]: a flag of tier 0 belongs in one group, and no group names it",
          "safety.toml [groups.fever]: `flags` is empty; name at least one"]),
        ("safety.toml", 'source = "csp"', 'source = "cps"',
         ['safety.toml [flags.not-easing]: `source`: there is no source "cps"; did you mean "csp"?',
          "safety.toml [sources.csp]: no flag names this source; remove it, or say under `used` what it is for"]),
        ("numbers.toml", '[default]\nemergency = "112"', '[default]\nemergency = "one-one-two"',
         ['numbers.toml [default]: `emergency` is "one-one-two"; a number is digits and single spaces']),
        ("numbers.toml", '[default]\nemergency = "112"', '[default]\nemergency = ""',
         ['numbers.toml [default]: `emergency` is ""; a number is digits and single spaces']),
        ("numbers.toml", '[default]\nemergency = "112"', '[default]\nemergency = "112"\nsource = "who"',
         ['numbers.toml [default]: `source`: there is no source "who"; there are csp, cauda-equina-leaflets']),
        ("numbers.toml", "[AD]", "[Andorra]",
         ["numbers.toml [Andorra]: a country is two capital letters (ISO 3166), such as [GB]"]),
        ("numbers.toml", "[default]", "[ZZ]",
         ["numbers.toml: [default] is missing; it holds where no country is known"]),
    ],
)  # fmt: skip
def test_a_mistake_in_the_warning_signs_is_one_sentence(root, path, old, new, mistakes):
    edit(root, path, old, new)
    told = wrong(root)
    if "who" in mistakes[0]:
        assert told[0].startswith('numbers.toml [default]: `source`: there is no source "who"; ')
        assert len(told) == 1
    else:
        assert told == mistakes


def test_the_sign_that_the_bot_asks_for_by_name_must_be_there(root):
    edit(root, "safety.toml", "[flags.severe-and-stuck]", "[flags.severe]")
    assert (
        'safety.toml: the flag "severe-and-stuck" is missing; the bot asks for it by name'
        in wrong(root)
    )
