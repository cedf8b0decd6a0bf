"""Vector drawing: world shapes and colours in, SVG text and PNG bytes out."""

from collections.abc import Iterable, Sequence

import resvg_py

from bot.draw.geometry import Points

WIDTH, HEIGHT = 640, 480
SCALE = 1.5  # pictures are 960 by 720 pixels: sharp on a phone


def mix(colour: str, other: str, share: float) -> str:
    """A colour (#rrggbb) moved by `share` (0 to 1) towards another."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def edge(colour: str) -> str:
    """The outline of something of that colour: itself, towards navy, never black."""
    return mix(colour, "#10183c", 0.42)


def shade(colour: str, share: float = 0.14) -> str:
    """The side of it that is away from the light."""
    return mix(colour, "#10183c", share)


class Canvas:
    """A picture of 640 by 480 points that shows a frame of the world; it collects SVG elements."""

    def __init__(
        self, frame: tuple[float, float, float, float], *, mirror: bool = False, margin: float = 14
    ) -> None:
        """Fit frame (left, right, bottom, top in centimetres) into the picture."""
        x0, x1, y0, y1 = frame
        self.k = min((WIDTH - 2 * margin) / (x1 - x0), (HEIGHT - 2 * margin) / (y1 - y0))
        self.sign = -1 if mirror else 1
        self.middle = complex((x0 + x1) / 2, (y0 + y1) / 2)
        self.light = 1.0  # how far the glow is lit, 0 to 1
        self.items: list[str] = []
        self.defs: list[str] = []
        self.solid: list[Points] = []  # every outline of the person, for the lint

    def px(self, p: complex) -> complex:
        """A world point in picture points (x right, y down)."""
        q = (p - self.middle) * self.k
        return complex(WIDTH / 2 + self.sign * q.real, HEIGHT / 2 - q.imag)

    def _path(self, points: Sequence[complex], *, closed: bool = True) -> str:
        """Path data; closed ones all wind the same way, so that no overlap cuts a hole."""
        q = [self.px(p) for p in points]
        if closed:
            area = sum((a.conjugate() * b).imag for a, b in zip(q, q[1:] + q[:1], strict=True))
            if area < 0:
                q.reverse()
        text = "L".join(f"{p.real:.1f} {p.imag:.1f}" for p in q)
        return f"M{text}" + ("Z" if closed else "")

    def fill(self, shapes: Iterable[Points], colour: str, *, opacity: float = 1) -> None:
        """Fill shapes as one."""
        data = "".join(self._path(s) for s in shapes)
        self.items.append(f'<path d="{data}" fill="{colour}"{_opacity(opacity)}/>')

    def outline(self, shapes: Iterable[Points], colour: str, width: float) -> None:
        """Fill and stroke shapes in one colour; width in centimetres."""
        data = "".join(self._path(s) for s in shapes)
        self.items.append(
            f'<path d="{data}" fill="{colour}" stroke="{colour}" '
            f'stroke-width="{width * self.k:.2f}" stroke-linejoin="round"/>',
        )

    def line(
        self, points: Sequence[complex], colour: str, width: float, opacity: float = 1
    ) -> None:
        """A round-ended line; width in centimetres."""
        self.items.append(
            f'<path d="{self._path(points, closed=False)}" fill="none" stroke="{colour}" '
            f'stroke-width="{width * self.k:.2f}" stroke-linecap="round" '
            f'stroke-linejoin="round"{_opacity(opacity)}/>',
        )

    def clip(self, shapes: Iterable[Points]) -> str:
        """Define a clip; its name."""
        name = f"c{len(self.defs)}"
        data = "".join(self._path(s) for s in shapes)
        self.defs.append(f'<clipPath id="{name}"><path d="{data}"/></clipPath>')
        return name

    def body(self, parts: Sequence[tuple[Points, str]], *, line: float = 0.7) -> None:
        """Parts as one silhouette: one outline around all, then each colour in two tones.

        The light comes from the upper left: the base colour is shifted that way over a darker tone.
        """
        runs: list[tuple[str, list[Points]]] = []
        for points, colour in parts:
            self.solid.append(points)
            if runs and runs[-1][0] == colour:
                runs[-1][1].append(points)
            else:
                runs.append((colour, [points]))
        for colour, shapes in runs:
            self.outline(shapes, edge(colour), line * 2)
        dx, dy = -0.8 * self.k, -1.2 * self.k
        for colour, shapes in runs:
            self.fill(shapes, shade(colour))
            name = self.clip(shapes)
            data = "".join(self._path(s) for s in shapes)
            self.items.append(
                f'<g clip-path="url(#{name})"><path d="{data}" fill="{colour}" '
                f'transform="translate({dx:.1f} {dy:.1f})"/></g>',
            )

    def glow(self, lines: Sequence[tuple[Points, float]], clip: Iterable[Points]) -> None:
        """Soft warm light along lines of (points, half-width), kept inside the clip."""
        if not lines:
            return
        size = max(r for _, r in lines)
        blur = self._blur([q for p, _ in lines for q in p], size * 0.42, size)
        name = self.clip(clip)
        strokes = "".join(
            f'<path d="{self._path(p, closed=False)}" fill="none" stroke="{colour}" '
            f'stroke-width="{2 * r * wide * self.k:.1f}" stroke-linecap="round" '
            f'stroke-linejoin="round"/>'
            for colour, wide in (("#ff4a2a", 1.0), ("#ffb45e", 0.5))
            for p, r in lines
        )
        self.items.append(
            f'<g clip-path="url(#{name})">'
            f'<g filter="url(#{blur})" opacity="{0.95 * self.light:.3f}">{strokes}</g></g>',
        )

    def soft(self, shape: Points, colour: str, blur: float, opacity: float) -> None:
        """A blurred shape (a shadow); blur in centimetres."""
        name = self._blur(shape, blur, 0)
        self.items.append(
            f'<path d="{self._path(shape)}" fill="{colour}" opacity="{opacity}" '
            f'filter="url(#{name})"/>',
        )

    def _blur(self, points: Points, spread: float, reach: float) -> str:
        """Define a blur for what is drawn within `reach` of the points; its name."""
        name = f"b{len(self.defs)}"
        spots, room = [self.px(p) for p in points], (reach + 3 * spread) * self.k
        x, y = min(p.real for p in spots) - room, min(p.imag for p in spots) - room
        w, h = max(p.real for p in spots) + room - x, max(p.imag for p in spots) + room - y
        self.defs.append(
            f'<filter id="{name}" filterUnits="userSpaceOnUse" x="{x:.0f}" y="{y:.0f}" '
            f'width="{w:.0f}" height="{h:.0f}" color-interpolation-filters="sRGB">'
            f'<feGaussianBlur stdDeviation="{spread * self.k:.1f}"/></filter>',
        )
        return name

    def svg(self) -> str:
        """The whole picture as SVG text."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}"><defs>{"".join(self.defs)}</defs>'
            f"{''.join(self.items)}</svg>"
        )

    def png(self, scale: float = SCALE) -> bytes:
        """The picture as PNG; the same text always gives the same bytes."""
        return bytes(
            resvg_py.svg_to_bytes(svg_string=self.svg(), skip_system_fonts=True, zoom=scale)
        )


def _opacity(value: float) -> str:
    return "" if value == 1 else f' opacity="{value}"'
