"""Pictures and sound into an MP4 file: H.264 and AAC."""

import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""A picture as H.264 stores it (yuv420p): 3/2 as many rows as it is high, one brightness row for
each, then its two colour planes at half the size."""

Sound = NDArray[np.float32]
"""One channel of sound, -1 to 1, at `PITCH` samples a second."""

PITCH = 44_100
BLOCK = 1024  # samples in one AAC frame

# A stated number of threads, so that every machine makes the same file. Measured on flat drawings
# like these, "veryfast" makes smaller files than "medium" in less than half the time.
VIDEO = {"preset": "veryfast", "crf": "23", "tune": "animation", "threads": "2"}


def picture(png: bytes) -> Picture:
    """A PNG with even sides as a picture. Raises ValueError for what is not a PNG."""
    try:
        frame = av.CodecContext.create("png", "r").decode(av.Packet(png))[0]
    except (av.FFmpegError, IndexError) as broken:
        raise ValueError("this is not a PNG") from broken
    small = frame.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.SMPTE170M,  # BT.601, as players take for pictures of this size
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )
    return np.asarray(small.to_ndarray(), np.uint8)


def film(pictures: Iterable[Picture], rate: int, sound: Sound | None = None) -> bytes:
    """An MP4 that starts to play before it is loaded whole; `rate` pictures a second.

    All pictures have the same size; without `sound` there is no sound track.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"  # the index moves to the front only in a real file
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(str(path), "w", format="mp4", options=options) as box:
            _write(box, pictures, rate, sound)
        return path.read_bytes()


def _write(
    box: av.container.OutputContainer,
    pictures: Iterable[Picture],
    rate: int,
    sound: Sound | None,
) -> None:
    """Encode picture by picture, the sound in step with them, so that a player reads on evenly."""
    shown = box.add_stream("libx264", rate=rate, options=VIDEO)
    shown.pix_fmt = "yuv420p"
    shown.codec_context.color_range = ColorRange.MPEG
    shown.codec_context.colorspace = Colorspace.SMPTE170M
    heard = None
    if sound is not None:
        heard = box.add_stream("aac", rate=PITCH, layout="mono")
        heard.bit_rate = 48_000
    done = 0
    for number, image in enumerate(pictures):
        if not number:
            shown.height, shown.width = image.shape[0] * 2 // 3, image.shape[1]
        frame = av.VideoFrame.from_ndarray(image, format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, rate)
        box.mux(shown.encode(frame))
        while heard is not None and sound is not None and done < (number + 1) * PITCH / rate:
            box.mux(heard.encode(_block(sound, done)))
            done += BLOCK
    box.mux(shown.encode())
    if heard is not None:
        box.mux(heard.encode())


def _block(sound: Sound, start: int) -> av.AudioFrame:
    """One AAC frame of the sound, silent beyond its end."""
    part = np.zeros((1, BLOCK), np.float32)
    cut = sound[start : start + BLOCK]
    part[0, : len(cut)] = cut
    frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
    frame.sample_rate, frame.pts = PITCH, start
    frame.time_base = Fraction(1, PITCH)
    return frame
