"""Golden pictures: a dozen stills look as they did when somebody last looked at them.

`python tests/test_golden.py --rewrite-golden` draws them anew, to be looked at before they are
committed.
"""

import sys
import tomllib
from pathlib import Path

from bot.core.values import replace

if __name__ == "__main__":  # run as a file: pytest sets this path itself
    sys.path.insert(0, str(Path(__file__).parent.parent))

import av
import msgspec
import numpy as np
import pytest

from bot.core.pose import FigurePlan
from bot.draw.figure import compose

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
# One for each view, prop and manner of standing: slug, side, look.
SHOWN = (
    ("cat-cow", "", 0),
    ("knee-to-chest", "left", 1),
    ("neck-turn", "right", 2),
    ("blade-squeeze", "", 3),
    ("bottle-scaption", "", 0),
    ("bridge", "", 1),
    ("desk-lat-hinge", "", 2),
    ("doorway-chest", "", 3),
    ("foam-roll-upper", "", 0),
    ("hamstring-strap", "right", 1),
    ("knee-rolls", "left", 2),
    ("seated-march", "", 3),
)
SCALE = 0.5  # of 640 by 480
MEAN, FAR, MANY = 1.5, 48, 0.004  # of 255; a pixel this far off; the share of such pixels


def plan(slug: str) -> FigurePlan:
    path = HERE.parent / "content" / "stretches" / f"{slug}.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8"))["figure"], FigurePlan)


def path(slug: str, side: str, look: int) -> Path:
    return GOLDEN / f"{'-'.join(part for part in (slug, side) if part)}-{look}.png"


def pixels(png: bytes):
    frame = av.CodecContext.create("png", "r").decode(av.Packet(png))[0]
    return frame.to_ndarray(format="rgb24").astype(int)


def unlike(one: bytes, other: bytes) -> str:
    """How two pictures differ more than a rasteriser's rounding, or nothing."""
    off = np.abs(pixels(one) - pixels(other)).max(axis=2)
    if off.mean() > MEAN or (off > FAR).mean() > MANY:
        return f"{off.mean():.2f} off on average, {(off > FAR).mean():.2%} of the pixels far off"
    return ""


@pytest.mark.parametrize(("slug", "side", "look"), SHOWN)
def test_a_still_looks_as_it_did(slug, side, look):
    golden = path(slug, side, look).read_bytes()
    assert pixels(golden).shape == (240, 320, 3)
    assert unlike(golden, compose(plan(slug), side, look).png(SCALE)) == ""


def test_every_golden_picture_belongs_to_a_still():
    assert {p.name for p in GOLDEN.iterdir()} == {path(*shown).name for shown in SHOWN}


def test_an_arm_that_moves_a_little_is_noticed():
    figure = plan("cat-cow")
    last = figure.poses[-1]
    moved = replace(figure, poses=(replace(last, arms=replace(last.arms, to=(28.0, 0.0))),))
    assert unlike(compose(figure).png(SCALE), compose(moved).png(SCALE))


if __name__ == "__main__":
    if sys.argv[1:] != ["--rewrite-golden"]:
        sys.exit(__doc__)
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*.png"):
        old.unlink()
    for shown in SHOWN:
        path(*shown).write_bytes(compose(plan(shown[0]), *shown[1:]).png(SCALE))
