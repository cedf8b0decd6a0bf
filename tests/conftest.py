"""What all tests share: chats to begin with, and the flag that rewrites the recorded ones."""

import pytest
from chat import Chat


def pytest_addoption(parser):
    parser.addoption(
        "--record", action="store_true", help="rewrite tests/chats/*.txt with what the bot says now"
    )


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
