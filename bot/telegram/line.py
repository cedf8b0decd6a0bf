"""Knows the shortest way of a request through python-telegram-bot to the network."""

from typing import Any, cast

import msgspec
from telegram import Bot
from telegram.error import NetworkError, TelegramError
from telegram.request import RequestData

from bot.transport import AioRequest

OK = 200
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
            return await self._plain(f"{self.base_url}/{endpoint}", values, read_timeout)
        return await super().do_api_request(
            endpoint,
            api_kwargs,
            return_type,
            read_timeout=read_timeout,
            write_timeout=write_timeout,
            connect_timeout=connect_timeout,
            pool_timeout=pool_timeout,
        )

    async def _plain(self, url: str, values: dict[str, Any], read_timeout: object) -> Any:  # noqa: ANN401 - as above
        written = cast(RequestData, Written(values))
        try:
            code, body = await self.request.do_request(
                url, "POST", written, cast(float, read_timeout)
            )
        except TelegramError:
            raise
        except Exception as error:
            raise NetworkError(f"Unknown error: {type(error).__name__}") from error
        if code == OK:
            return self.request.parse_json_payload(body)["result"]
        return await _Answered(code, body).post(url)  # PTB knows which error it is


class _Answered(AioRequest):
    """A network that has given its answer."""

    def __init__(self, code: int, body: bytes) -> None:
        super().__init__()
        self._answer = code, body

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        return self._answer


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
