"""Prints one table: time, bytes and memory of a still, a loop and a 60 s follow-along clip.

    python tests/bench/bench_draw.py [slug ...]

Each figure is drawn by the bot's own rasteriser and, where they are installed, by skia-python and
pyvips from the same vector text: same pictures, same encoder, same run. They are told apart by
their pictures too: `off` is the mean difference from the bot's picture, of 255.
"""

import resource
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from bot.core.values import replace

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import av  # noqa: E402 - the bench is run as a file
import msgspec  # noqa: E402
import numpy as np  # noqa: E402

from bot.core.dose import Dose  # noqa: E402
from bot.core.pose import FigurePlan  # noqa: E402
from bot.draw import clip, encode, loop  # noqa: E402
from bot.draw.between import Way  # noqa: E402
from bot.draw.figure import compose  # noqa: E402
from bot.draw.script import READY, spans  # noqa: E402
from bot.draw.svg import SCALE, Canvas  # noqa: E402

SLUGS = ("cat-cow", "neck-turn", "knee-to-chest", "bottle-scaption")
MINUTE = Dose(reps=3, hold=15)  # 60 s of repeats, and five of getting ready and finishing
say = print  # a bench is there to print
Raster = Callable[[str], object]  # SVG text to an RGB array


def bots(svg: str) -> object:
    """The bot's own way: resvg, PNG, decoded by the encoder's library."""
    canvas = Canvas((0, 1, 0, 1))
    canvas.svg = lambda: svg  # type: ignore[method-assign]  # the text is made already
    return encode.picture(canvas.png(1.0))


def skia(svg: str) -> object:
    """skia-python's own SVG reader, straight to pixels."""
    import skia as lib  # noqa: PLC0415 - not a part of the bot

    dom = lib.SVGDOM.MakeFromStream(lib.MemoryStream(svg.encode(), True))
    surface = lib.Surface(640, 480)
    dom.setContainerSize(lib.Size(640, 480))
    dom.render(surface.getCanvas())
    pixels = surface.makeImageSnapshot().toarray(colorType=lib.kRGBA_8888_ColorType)
    return _yuv(pixels[..., :3])


def pyvips(svg: str) -> object:
    """The libvips library, with librsvg and cairo inside."""
    import pyvips as lib  # noqa: PLC0415 - not a part of the bot

    image = lib.Image.svgload_buffer(svg.encode())
    return _yuv(np.ascontiguousarray(image.numpy()[..., :3]))


def _yuv(pixels: np.ndarray) -> object:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
    return frame.reformat(format="yuv420p").to_ndarray()


RASTERS: dict[str, Raster] = {"resvg-py": bots}
RASTERS |= {n: f for n, f in (("skia-python", skia), ("pyvips", pyvips)) if find_spec(f.__name__)}


def plan(slug: str) -> FigurePlan:
    """A figure from its content file."""
    path = ROOT / "content" / "stretches" / f"{slug}.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8"))["figure"], FigurePlan)


def timed(work: Callable[[], object], times: int = 1) -> tuple[float, object]:
    """The median of some runs in seconds, and what the last one made."""
    taken, made = [], None
    for _ in range(times):
        start = time.perf_counter()
        made = work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), made


def reel_by(raster: Raster, figure: FigurePlan) -> loop.Reel:
    """A figure's reel, its pictures made by one of the rasterisers."""
    way, still = Way(figure), replace(figure, arrows=())
    pictures = tuple(
        raster(compose(replace(still, poses=(way.pose(t),)), light=light).svg())
        for t, light in loop.moments(figure)
    )
    return loop.Reel(pictures, way.cycle, way.breathes)


def measure(name: str, slugs: list[str]) -> dict[str, float]:
    """Medians over the figures for one rasteriser."""
    raster, rows = RASTERS[name], []
    for slug in slugs:
        figure = plan(slug)
        svg = compose(figure).svg()
        row: dict[str, float] = {}
        row["frame ms"], shown = timed(lambda s=svg: raster(s), 5)
        row["frame ms"] *= 1000
        row["off"] = float(np.abs(np.subtract(shown, bots(svg), dtype=float)).mean())
        drawn, reel = timed(lambda f=figure: reel_by(raster, f))
        order = loop.order(reel)
        coded, film = timed(lambda r=reel, o=order: encode.film([r.pictures[k] for k in o], 12))
        row["loop s"], row["loop kB"] = drawn + coded, len(film) / 1000
        script = spans(MINUTE)
        laid, film = timed(lambda r=reel, s=script: clip.along(r, s))
        row["60 s clip s"], row["of it laid s"] = drawn + laid, laid
        row["clip kB"] = len(film) / 1000
        rows.append(row)
    return {key: statistics.median(row[key] for row in rows) for key in rows[0]}


def main() -> None:
    """Measure each rasteriser in a process of its own and print them side by side."""
    if sys.argv[1:2] == ["--only"]:
        found = measure(sys.argv[2], sys.argv[3:])
        found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(msgspec.json.encode(found).decode())
        return
    slugs = sys.argv[1:] or list(SLUGS)
    seconds, png = timed(lambda: compose(plan(slugs[0])).png(), 5)
    say(f"still {round(640 * SCALE)}x{round(480 * SCALE)} of {slugs[0]}, read and drawn: "
          f"{seconds * 1000:.0f} ms, {len(png) / 1000:.0f} kB")  # fmt: skip
    length = sum(span.seconds for span in spans(MINUTE))
    say(f"medians of {', '.join(slugs)}; the clip is {MINUTE.compact()}, {length:.0f} s long "
          f"with {READY} s to get ready\n")  # fmt: skip
    table = {
        name: msgspec.json.decode(
            subprocess.run(
                [sys.executable, __file__, "--only", name, *slugs],
                check=True,
                capture_output=True,
            ).stdout
        )
        for name in RASTERS
    }
    ours = table["resvg-py"]
    say(f"{'':14}" + "".join(f"{name:>22}" for name in table))
    for key in ours:
        cells = []
        for name, row in table.items():
            ratio = f" ({row[key] / ours[key]:.2f}x)" if name != "resvg-py" and ours[key] else ""
            cells.append(f"{row[key]:.2f}{ratio}")
        say(f"{key:14}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main()
