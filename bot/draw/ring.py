"""The badge of a follow-along clip: a ring that counts down, digits, and a dot for each set."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import av
import numpy as np
import resvg_py
from numpy.typing import NDArray

from bot.draw import digits
from bot.draw.encode import Picture
from bot.draw.svg import HEIGHT, WIDTH

Plane = NDArray[np.float32]

SIZE, EDGE = 124, 12  # the badge's side and its distance from the picture's edges, even points
RADIUS, PEN = 50.0, 9.0  # of the ring
PAPER, TRACK, INK = "#ffffff", "#dbe5e2", "#2b3564"
WARM, CALM = (238, 82, 48), (63, 154, 143)  # a hold; everything else

# Where a badge can be: its left and top edge in points, the best corner first.
CORNERS = tuple((x, y) for y in (EDGE, HEIGHT - EDGE - SIZE) for x in (WIDTH - EDGE - SIZE, EDGE))


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says: a big text, a small one after it, and how many of how many sets."""

    text: str
    after: str = ""
    at: int = 1
    sets: int = 1


def corner(spots: Sequence[complex]) -> tuple[int, int]:
    """The corner with the fewest spots (points of the picture) in it; the upper ones first."""
    middle = complex(SIZE / 2, SIZE / 2)

    def crowd(at: tuple[int, int]) -> int:
        return sum(abs(p - complex(*at) - middle) < SIZE / 2 + 4 for p in spots)

    return min(CORNERS, key=crowd)


def _svg(badge: Badge) -> str:
    """The badge without the moving part of its ring."""
    c, big, small = SIZE / 2, 40.0, 21.0
    wide = digits.width(badge.text, big)
    if badge.after:
        wide += 5 + digits.width(badge.after, small)
    if wide > 2 * RADIUS - PEN - 12:
        big, small = big * 0.76, small * 0.76
        wide = digits.width(badge.text, big)
        wide += 5 + digits.width(badge.after, small) if badge.after else 0
    x, y = c - wide / 2, c - big / 2 - (5 if badge.sets > 1 else 0)
    text = digits.draw(badge.text, complex(x, y), big, INK, 5.2)
    if badge.after:
        x += digits.width(badge.text, big) + 5
        text += digits.draw(badge.after, complex(x, y + big - small), small, INK, 3.0)
    dots = "".join(
        f'<circle cx="{c + (i - (badge.sets - 1) / 2) * 12:.1f}" cy="{c + 29}" r="3.6" '
        f'fill="{INK if i < badge.at else TRACK}"/>'
        for i in range(badge.sets if badge.sets > 1 else 0)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}">'
        f'<circle cx="{c}" cy="{c}" r="{RADIUS + PEN}" fill="{PAPER}" opacity="0.94"/>'
        f'<circle cx="{c}" cy="{c}" r="{RADIUS}" fill="none" stroke="{TRACK}" '
        f'stroke-width="{PEN}"/>{text}{dots}</svg>'
    )


def _yuv(rgb: Plane) -> Plane:
    """Colours (0 to 255, last axis) as limited-range BT.601, which pictures of this size use."""
    table = np.array(
        [[65.481, 128.553, 24.966], [-37.797, -74.203, 112.0], [112.0, -93.786, -18.214]],
        np.float32,
    )
    return np.asarray(rgb / 255 @ table.T + np.array([16, 128, 128]), np.float32)


def _halved(plane: Plane) -> Plane:
    """A plane at half its size, as colour is stored."""
    return np.asarray(plane.reshape(SIZE // 2, 2, SIZE // 2, 2).mean(axis=(1, 3)), np.float32)


@lru_cache(maxsize=64)
def _layers(badge: Badge) -> list[tuple[Plane, Plane]]:
    """For each plane of the picture: how much of it shows through, and what is added."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=_svg(badge), skip_system_fonts=True))
    frame = av.CodecContext.create("png", "r").decode(av.Packet(png))[0]
    pixels = np.asarray(frame.to_ndarray(format="rgba"), np.float32)
    opaque: Plane = pixels[..., 3] / np.float32(255)
    colour = _yuv(pixels[..., :3])
    out = [(1 - opaque, colour[..., 0] * opaque)]
    out += [(1 - _halved(opaque), _halved(colour[..., i] * opaque)) for i in (1, 2)]
    return out


_AXIS = np.arange(SIZE, dtype=np.float32) + 0.5 - SIZE / 2
_FAR = np.hypot(_AXIS[None, :], _AXIS[:, None])
_TURN = np.arctan2(_AXIS[None, :], -_AXIS[:, None]) % (2 * np.pi)  # clockwise from the top
_BAND: Plane = np.clip(PEN / 2 + 0.5 - np.abs(_FAR - RADIUS), 0, 1)


def arc(share: float) -> Plane:
    """How much of each pixel the first `share` (0 to 1) of the ring covers, clockwise."""
    if share <= 0:
        return np.zeros_like(_BAND)
    if share >= 1:
        return _BAND
    inside = np.clip((share * 2 * np.pi - _TURN) * RADIUS + 0.5, 0, 1)
    return np.asarray(_BAND * inside, np.float32)


def lay(
    picture: Picture, at: tuple[int, int], badge: Badge, share: float, colour: tuple[int, int, int]
) -> Picture:
    """A copy of a picture with the badge at a corner, `share` of its ring in a colour (RGB)."""
    out = picture.copy()
    high, wide = out.shape[0] * 2 // 3, out.shape[1]
    ring = arc(share)
    tones = _yuv(np.array(colour, np.float32))
    soft = _halved(ring)
    starts = (0, high, high + high // 4)
    for i, (start, (through, added)) in enumerate(zip(starts, _layers(badge), strict=True)):
        k = 2 if i else 1
        plane = out[start : start + high // k**2].reshape(high // k, wide // k)
        mask = soft if i else ring
        rows = slice(at[1] // k, (at[1] + SIZE) // k)
        columns = slice(at[0] // k, (at[0] + SIZE) // k)
        under = plane[rows, columns] * through + added
        plane[rows, columns] = np.rint(under * (1 - mask) + tones[i] * mask)
    return out
