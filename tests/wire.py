"""Telegram in the same process and in virtual time: what the mouth and the ear call, no sockets."""

import asyncio
from dataclasses import dataclass

from botapi import methods, spec
from botapi.errors import ApiError, Violation
from botapi.server import TOKEN, Call
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.transport import READ, NotSent


@dataclass
class Weather:
    """What a request meets: seconds under way (half of them there), and what goes wrong.

    `fault` is "" or "away" (no connection), "before" and "after" (it breaks before or after the
    request was carried out), "stumble" (a 502), or "wait" (a 429 that asks for `seconds`).
    """

    latency: float = 0.05
    fault: str = ""
    seconds: float = 0.0


class Wire:
    """Stands in for PTB's Bot; `weather(method, chat)` is asked at every request."""

    token = TOKEN

    def __init__(self, api, weather=lambda *_: Weather()):
        self.api, self.weather = api, weather
        self.carrying = set()
        self.in_flight = {}
        self.most_in_flight = 0  # to one chat, presses aside

    async def do_api_request(self, endpoint, api_kwargs=None, read_timeout=None, **_):
        method = spec.METHODS[endpoint]
        values = api_kwargs or {}
        chat = values.get("chat_id", 0)
        if chat:
            self.in_flight[chat] = self.in_flight.get(chat, 0) + 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight[chat])
        try:
            return await self._asked(method, chat, values, read_timeout or READ)
        finally:
            if chat:
                self.in_flight[chat] -= 1

    async def _asked(self, method, chat, values, patience):
        met = self.weather(method, chat)
        if met.fault == "away":
            await asyncio.sleep(0.01)
            raise NotSent("refused")
        carrying = asyncio.create_task(self._carried_out(method, values, met))
        self.carrying.add(carrying)  # it goes on there when nobody waits for it any more
        carrying.add_done_callback(self.carrying.discard)
        done, _ = await asyncio.wait({carrying}, timeout=patience)
        if not done:
            carrying.add_done_callback(lambda task: task.cancelled() or task.exception())
            raise TimedOut("No answer in time")
        return _answer(carrying.result())

    async def _carried_out(self, method, values, met):
        await asyncio.sleep(met.latency / 2)
        result = None
        if met.fault not in ("before", "stumble", "wait"):
            result = await self._carry_out(method, values)
        await asyncio.sleep(met.latency / 2)
        broken = {
            "before": NetworkError("Connection broke"),
            "after": NetworkError("Connection broke"),
            "stumble": NetworkError("Bad Gateway"),
            "wait": RetryAfter(met.seconds),
        }
        return broken.get(met.fault, result)

    async def _carry_out(self, method, values):
        given = {name: one if isinstance(one, str) else _json(one) for name, one in values.items()}
        try:
            checked = spec.check(method, given, {})
            self.api.calls.append(Call(method, checked, {}))
            if method == "getUpdates":
                return await self.api._get_updates(**checked)
            return methods.METHODS[method](self.api, checked, {})
        except Violation as error:
            self.api.broken.append(f"{method}: {error.description} ({given})")
            return BadRequest(error.description)
        except ApiError as error:
            return _refusal(error)


def _json(value):
    return str(value).lower() if isinstance(value, bool) else str(value).replace("'", '"')


def _refusal(error):
    if "migrate_to_chat_id" in error.parameters:
        return ChatMigrated(error.parameters["migrate_to_chat_id"])
    kind = {403: Forbidden, 400: BadRequest}.get(error.code, NetworkError)
    return kind(error.description)


def _answer(result):
    if isinstance(result, Exception):
        raise result
    return result
