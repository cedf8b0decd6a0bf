"""What all tests share: chats to begin with, and the flag that rewrites the recorded ones."""

import threading

import pytest
from chat import Chat

from bot.store import Store


def pytest_addoption(parser):
    parser.addoption(
        "--record", action="store_true", help="rewrite tests/chats/*.txt with what the bot says now"
    )


@pytest.fixture(autouse=True)
def _stores_end_with_their_test(monkeypatch):
    """Close what a test leaves open: since Python 3.13 a forgotten connection is a warning."""
    opened, real = [], Store.__init__

    def opening(self, path):
        real(self, path)
        if threading.current_thread() is threading.main_thread():
            opened.append(self)

    monkeypatch.setattr(Store, "__init__", opening)
    yield
    for store in opened:
        store.close()


@pytest.fixture
def chat():
    """Somebody new."""
    return Chat()


@pytest.fixture
def settled():
    """Somebody with a zone, a morning and desk breaks, after a first session on a Monday at 9."""
    chat = Chat().settle()
    chat.toasts.clear()
    return chat


@pytest.fixture
def stepping(settled):
    """A session under way, at its first step."""
    settled.say("/stretch")
    settled.tap("2")
    return settled
