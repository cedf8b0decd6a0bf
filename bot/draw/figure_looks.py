"""Four people to see oneself in: skin, hair and clothes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one person, and how the hair is worn (bun, short, curls or bob)."""

    skin: str
    blush: str
    hair: str
    style: str
    shirt: str
    trousers: str


LOOKS = (
    Look("#ebb794", "#e0705a", "#4a2f2b", "bun", "#3a8fbf", "#2f3d6e"),
    Look("#bd7e54", "#a65238", "#2a2028", "short", "#7e74d2", "#3b4160"),
    Look("#84543b", "#713020", "#211a1e", "curls", "#3f9a8f", "#43386b"),
    Look("#f2cbb0", "#e07f6c", "#8b8f99", "bob", "#5b78b4", "#4b5563"),
)
