"""Soft sounds, made of sine waves: a low start, a light halfway, a falling end."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from bot.draw.encode import PITCH, Sound
from bot.draw.script import Cue, Sounding

C5, D5, E5, G5, C6 = 523.25, 587.33, 659.26, 783.99, 1046.5  # hertz, equal temperament

# Each sound as notes: when it begins (seconds), its pitch, its loudness (0 to 1).
NOTES: dict[Sounding, tuple[tuple[float, float, float], ...]] = {
    "ready": ((0.0, C5, 0.14),),
    "start": ((0.0, C5, 0.22), (0.15, G5, 0.2)),
    "half": ((0.0, E5, 0.13),),
    "end": ((0.0, G5, 0.2), (0.15, C5, 0.22)),
    "done": ((0.0, C5, 0.2), (0.16, E5, 0.2), (0.32, G5, 0.2), (0.48, C6, 0.16)),
}
RING, ATTACK, FADE = 1.1, 0.012, 0.28  # seconds a note lasts, swells, and falls to a third


def _note(pitch: float, loud: float) -> Sound:
    """One note: a struck bar, its overtone fading sooner than itself."""
    t = np.arange(round(RING * PITCH)) / PITCH
    wave = np.sin(2 * np.pi * pitch * t) * np.exp(-t / FADE)
    wave += 0.22 * np.sin(2 * np.pi * 2.0 * pitch * t) * np.exp(-t / (FADE / 3))
    swell = np.minimum(t / ATTACK, 1.0) * np.minimum((RING - t) / 0.05, 1.0)
    return np.asarray(loud * wave * swell, np.float32)


@cache
def sound(name: Sounding) -> Sound:
    """One of the sounds, at PITCH samples a second."""
    notes = NOTES[name]
    out = np.zeros(round((max(at for at, _, _ in notes) + RING) * PITCH), np.float32)
    for at, pitch, loud in notes:
        start = round(at * PITCH)
        note = _note(pitch, loud)[: len(out) - start]
        out[start : start + len(note)] += note
    return out


def track(cues: Iterable[Cue], seconds: float) -> Sound:
    """The sound of a whole clip; what would ring on after its end is cut off."""
    out = np.zeros(round(seconds * PITCH), np.float32)
    for cue in cues:
        start = round(cue.second * PITCH)
        wave = sound(cue.name)[: max(0, len(out) - start)]
        out[start : start + len(wave)] += wave
    return np.clip(out, -1, 1)
