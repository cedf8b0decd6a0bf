"""Knows the words that an author may choose from, and what the bot itself asks for by name."""

from bot.core.planning.plans import ORDER

TYPES = ORDER
POSITIONS = ("all-fours", "kneeling", "prone", "seated", "side-lying", "standing", "supine")
EQUIPMENT = (
    "bottles", "chair", "desk", "doorway", "mat", "pillow", "roller", "towel", "wall",
)  # fmt: skip
BASES = ("document", "clinic", "judgement")
LEVELS = (1, 2, 3)
TIERS = (0, 1, 2)
TAG_KINDS = ("risk", "filter", "global", "state")
ROUTINE_KINDS = ("morning", "desk", "evening", "flare", "strength")
PLACES = ("bed", "chair", "desk", "floor")

# What core/ and screens/ look up by its name.
ROUTINES = ("morning-5", "morning-8", "flare-low", "flare-neck")
TAGS = ("acute-spasm", "recent-surgery", "floor-access", "flexion-intolerant")
DOUBTS = (
    "fall", "word", "part", "leg", "left-leg", "right-leg", "arm", "left-arm", "right-arm",
)  # fmt: skip
FLAGS = ("severe-and-stuck",)
NUMBERS = ("default",)

# The longest that words may be, in characters: a phone cuts a longer label, and a step's picture
# holds no more than 1,024 of text.
STRETCH_WORDS = {
    "name": 30, "why": 100, "do": 200, "breath": 80, "feel": 90, "mistake": 110, "stop": 110,
}  # fmt: skip
STRETCH_STEP = 110
TAG_LABEL, TAG_HINT = 34, 90  # a tick box stands before the label
SIGN_LABEL = 34
AREA_NAME = 18
LABEL = 36
TOAST = 200  # Telegram: answerCallbackQuery
COMMAND = 256  # Telegram: BotCommand.description
DESCRIPTION, SHORT = 512, 120  # Telegram: setMyDescription, setMyShortDescription
TEXT, CAPTION = 4096, 1024  # Telegram, in UTF-16 units after the markup is taken out
TAP = 64  # Telegram: callback_data, in bytes
