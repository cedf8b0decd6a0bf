"""Arms and legs: their outlines, hands, feet, sleeves and trouser legs."""

from bot.core.values import replace
from bot.draw.figure_looks import Look
from bot.draw.figure_solve import FORE, Chain
from bot.draw.geometry import Points, Stations, angle, bone, curl, cut, disc, place, smooth
from bot.draw.svg import shade

Parts = list[tuple[Points, str]]

UPPER_L: Stations = [(0, 5.7), (0.4, 5.1), (1, 3.9)]
SLEEVE: Stations = [(0, 5.0), (0.35, 6.0), (1, 5.8)]
FORE_L: Stations = [(0, 3.9), (0.26, 4.3), (0.7, 3.4), (1, 2.7)]
THIGH_L: Stations = [(0, 9.6), (0.3, 9.2), (0.7, 7.4), (1, 6.1)]  # its front
THIGH_R: Stations = [(0, 10.2), (0.3, 9.4), (0.7, 7.0), (1, 5.6)]  # its back
SHIN_L: Stations = [(0, 6.1), (0.25, 5.2), (0.7, 3.9), (1, 3.6)]
SHIN_R: Stations = [(0, 5.6), (0.28, 6.6), (0.65, 4.8), (1, 3.6)]  # the calf
THIGH_F: Stations = [(0, 9.0), (0.4, 8.4), (1, 6.0)]  # from the front
SHIN_F: Stations = [(0, 6.0), (0.28, 6.2), (0.7, 4.3), (1, 3.6)]
LAP: Stations = [(0, 9.2), (0.5, 9.3), (1, 7.8)]  # a thigh that points at us
LAP_SHIN: Stations = [(0, 7.4), (0.22, 6.7), (0.6, 4.9), (1, 3.6)]

FOOT = smooth([
    -3.5 + 1.4j, -4.7 - 2j, -5.3 - 4.6j, -4.8 - 6.4j, -3 - 7j, 2.5 - 6.6j, 7 - 6.5j, 12 - 7j,
    16.4 - 7j, 18.4 - 6.3j, 18.7 - 5j, 17.2 - 3.9j, 12 - 2.1j, 7.2 - 0.1j, 4.2 + 1.8j, 1 + 3.2j,
    -2.2 + 3j,
])  # fmt: skip
FOOT_FRONT = smooth([
    -3.3 + 4j, -4.1 - 1j, -5.4 - 4.8j, -5.3 - 7.2j, -2.4 - 8j, 2.4 - 8j, 5.3 - 7.2j, 5.4 - 4.8j,
    4.1 - 1j, 3.3 + 4j, 5.6j,
])  # fmt: skip
HAND = {
    "flat": [[
        -1.5 + 2.6j, 2.4 + 2.9j, 7.4 + 2.5j, 12.4 + 1.8j, 16.6 + 0.7j, 17.8 - 0.6j, 16.4 - 1.8j,
        10.5 - 2.3j, 4.6 - 2.9j, -1.5 - 2.6j,
    ]],
    "open": [[
        -1.5 + 2.6j, 2.5 + 3.2j, 7 + 4j, 12 + 3.8j, 16 + 2.5j, 17.5 + 0.4j, 16.5 - 1.8j,
        13 - 3.2j, 8 - 3.8j, 3.5 - 3.3j, -1.5 - 2.6j,
    ], [1 - 1.4j, 4.2 - 4.5j, 8.1 - 6.5j, 10.3 - 6.5j, 10.3 - 5j, 7.3 - 3.1j, 4.5 - 0.8j]],
    "grip": [[
        -1.5 + 2.6j, 2 + 3.5j, 6 + 4.2j, 9 + 3.3j, 10.3 + 0.6j, 9.5 - 2.3j, 6.3 - 3.9j,
        2.2 - 3.2j, -1.5 - 2.6j,
    ]],
}  # fmt: skip


def hand(chain: Chain, *, mirror: bool = False) -> list[Points]:
    """The outlines of a hand; `mirror` swaps the side of the thumb."""
    limb = chain.limb
    shapes = [curl(smooth(s), limb.curl, 2, 15) for s in HAND[limb.shape]]
    return [place(s, chain.c, chain.end, flip=mirror) for s in shapes]


def arm(chain: Chain, look: Look, *, mirror: bool = False, dim: float = 0.0) -> Parts:
    """The parts of an arm from hand to sleeve; `dim` darkens the far one."""
    skin, shirt = shade(look.skin, dim), shade(look.shirt, dim)
    upper = chain.b - chain.a
    hem = chain.a + upper * 0.48
    sleeve = bone(chain.a, hem + upper * 0.02, SLEEVE, SLEEVE)
    bare = bone(chain.a, chain.b, UPPER_L, UPPER_L)
    parts = [(h, skin) for h in hand(chain, mirror=mirror)]
    parts += [
        (bone(chain.b, chain.c, FORE_L, FORE_L), skin),
        (cut(bare, chain.a + upper * 0.3, upper), skin),
        (cut(sleeve, hem, -upper), shirt),
    ]
    return parts


def leg(chain: Chain, look: Look, *, front: bool = False, dim: float = 0.0) -> Parts:
    """The parts of a leg from foot to thigh."""
    skin, cloth = shade(look.skin, dim), shade(look.trousers, dim)
    limb, shin_way = chain.limb, chain.c - chain.b
    lap = front and limb.length[0] < 0.6
    thigh_l, thigh_r = (THIGH_F, THIGH_F) if front else (THIGH_L, THIGH_R)
    shin_l, shin_r = (SHIN_F, SHIN_F) if front else (SHIN_L, SHIN_R)
    if lap:
        thigh_l, thigh_r, shin_l, shin_r = LAP, LAP, LAP_SHIN, LAP_SHIN
    shin = bone(chain.b, chain.c, shin_l, shin_r)
    hem = chain.b + shin_way * 0.86
    if front and len(limb.angles) < 3 and limb.end is None:
        foot = place(FOOT_FRONT, chain.c, 0)
    else:
        foot = place(FOOT, chain.c, chain.end)
    parts = [(foot, skin)]
    if abs(shin_way) > 12:
        parts += [
            (cut(shin, hem - shin_way * 0.05, shin_way), skin),
            (cut(shin, hem, -shin_way), cloth),
        ]
    parts += [
        (disc(chain.b, 7.4 if lap else 5.9), cloth),
        (bone(chain.a, chain.b, thigh_l, thigh_r), cloth),
    ]
    return parts


def outline(chain: Chain, part: str) -> Points:
    """The outline of one part of a limb, for a glow to stay inside."""
    p, q = (chain.a, chain.b) if part in ("thigh", "upper arm") else (chain.b, chain.c)
    table: dict[str, Stations] = {
        "thigh": THIGH_R,
        "shin": SHIN_R,
        "upper arm": UPPER_L,
        "forearm": FORE_L,
    }
    return bone(p, q, table[part], table[part])


def towards_far(chain: Chain, shift: complex) -> Chain:
    """A far limb: its end shifted fully, its root by a third, so nothing bulges at the trunk."""
    a, c = chain.a + shift * 0.3, chain.c + shift
    way = chain.c - chain.a
    turn = (c - a) / way if abs(way) > FORE / 6 else 1 + 0j
    elbow = a + (chain.b - chain.a) * turn
    return replace(chain, a=a, b=elbow, c=c, end=chain.end + angle(turn))
