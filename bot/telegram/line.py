"""Knows the shortest way of a request through python-telegram-bot to the network."""

from typing import Any, cast

import msgspec
from telegram import Bot
from telegram.request import RequestData

_PLAIN = (str, int, float)  # bool is an int


class Line(Bot):
    """PTB's Bot. A request of plain values is written in one go; its errors are PTB's as ever.

    PTB looks at every value three times and writes each as JSON by itself. What holds files, lists
    or PTB's own objects goes that way still.
    """

    async def do_api_request(  # noqa: PLR0913 - PTB's signature
        self,
        endpoint: str,
        api_kwargs: dict[str, Any] | None = None,
        return_type: Any = None,  # noqa: ANN401 - as above
        *,
        read_timeout: Any = None,  # noqa: ANN401 - as above
        write_timeout: Any = None,  # noqa: ANN401 - as above
        connect_timeout: Any = None,  # noqa: ANN401 - as above
        pool_timeout: Any = None,  # noqa: ANN401 - as above
    ) -> Any:  # noqa: ANN401 - as above
        """One request; the result as JSON has it."""
        values = api_kwargs or {}
        if return_type is None and all(isinstance(one, _PLAIN) for one in values.values()):
            written = cast(RequestData, Written(values))
            return await self.request.post(
                f"{self.base_url}/{endpoint}", written, read_timeout=read_timeout
            )
        return await super().do_api_request(
            endpoint,
            api_kwargs,
            return_type,
            read_timeout=read_timeout,
            write_timeout=write_timeout,
            connect_timeout=connect_timeout,
            pool_timeout=pool_timeout,
        )


class Written:
    """A request that is JSON already: all that our network asks of PTB's RequestData."""

    __slots__ = ("json_payload",)
    contains_files = False

    def __init__(self, values: dict[str, Any]) -> None:
        """`values` are plain: text, numbers, yes or no; all are written as PTB writes them."""
        texts = {
            name: str(one) if isinstance(one, str) else msgspec.json.encode(one).decode()
            for name, one in values.items()
        }
        self.json_payload = msgspec.json.encode(texts)
