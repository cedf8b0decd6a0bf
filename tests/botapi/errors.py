"""Knows how the Bot API says no."""


class ApiError(Exception):
    """An answer that is not ok: its code, its description and further parameters."""

    def __init__(self, code, description, **parameters):
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description):
    """A 400, in the server's own words."""
    return ApiError(400, f"Bad Request: {description}")


class Violation(ApiError):  # noqa: N818 - the noun says it
    """A request that breaks the published API: the bot is wrong, whatever Telegram would do."""

    def __init__(self, description):
        super().__init__(400, f"Bad Request: {description}")
