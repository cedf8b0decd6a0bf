"""Our own rounded figures from 0 to 9, drawn as lines, so that no font is needed."""

# Each stands in a box 10 wide and 16 high (y down) and is drawn with a round pen.
HIGH, GAP = 16, 3.6
SHAPES: dict[str, tuple[float, str]] = {
    "0": (10, "M5 1C7.8 1 9 4 9 8S7.8 15 5 15 1 12 1 8 2.2 1 5 1Z"),
    "1": (7, "M2 4L5.4 1V15"),
    "2": (10, "M1.4 4.6C1.6 2.4 3 1 5 1C7.2 1 8.6 2.4 8.6 4.5C8.6 8 1.2 11 1.2 15H8.9"),
    "3": (
        10,
        (
            "M1.3 3.2C2 1.8 3.3 1 5 1C7.2 1 8.4 2.4 8.4 4.2C8.4 6.2 7 7.5 4.4 7.5"
            "C7.2 7.5 8.9 9 8.9 11.2C8.9 13.6 7.2 15 5 15C3.1 15 1.7 14.1 1.1 12.6"
        ),
    ),
    "4": (10, "M7 15V1L1 11H9.4"),
    "5": (
        10,
        (
            "M8.2 1H2.5L1.8 7.2C2.6 6.5 3.7 6.1 4.9 6.1C7.3 6.1 9 7.9 9 10.5"
            "C9 13.2 7.3 15 4.8 15C3.1 15 1.8 14.2 1.1 12.9"
        ),
    ),
    "6": (
        10,
        (
            "M8 2.2C7.3 1.4 6.4 1 5.4 1C2.7 1 1 4 1 8.6C1 13 2.6 15 5 15C7.3 15 9 13.3 9 10.8"
            "C9 8.4 7.4 6.8 5.2 6.8C2.8 6.8 1.1 8.6 1 10.6"
        ),
    ),
    "7": (10, "M1 1H9L4 15"),
    "8": (
        10,
        (
            "M5 7.4C2.8 7.4 1.6 6 1.6 4.2C1.6 2.3 3 1 5 1S8.4 2.3 8.4 4.2C8.4 6 7.2 7.4 5 7.4"
            "C2.5 7.4 1 9 1 11.2C1 13.5 2.6 15 5 15S9 13.5 9 11.2C9 9 7.5 7.4 5 7.4Z"
        ),
    ),
    "9": (
        10,
        (
            "M2 13.8C2.7 14.6 3.6 15 4.6 15C7.3 15 9 12 9 7.4C9 3 7.4 1 5 1C2.7 1 1 2.7 1 5.2"
            "C1 7.6 2.6 9.2 4.8 9.2C7.2 9.2 8.9 7.4 9 5.4"
        ),
    ),
    ":": (3, "M1.5 5.2V5.21M1.5 11.6V11.61"),
    "/": (7, "M6 0.6L1 15.4"),
    "✓": (14, "M1 9L5.4 13.6L13 3"),
}


def width(text: str, size: float) -> float:
    """How wide a text of digits is when they are `size` high."""
    return sum(SHAPES[c][0] for c in text) * size / HIGH + GAP * (len(text) - 1) * size / HIGH


def draw(text: str, at: complex, size: float, colour: str, pen: float) -> str:
    """SVG of a text of digits: its upper left corner (y down), height and pen width in points."""
    k, x, out = size / HIGH, at.real, ""
    for c in text:
        wide, path = SHAPES[c]
        out += (
            f'<path transform="translate({x:.2f} {at.imag:.2f}) scale({k:.4f})" d="{path}" '
            f'fill="none" stroke="{colour}" stroke-width="{pen / k:.2f}" stroke-linecap="round" '
            f'stroke-linejoin="round"/>'
        )
        x += (wide + GAP) * k
    return out
