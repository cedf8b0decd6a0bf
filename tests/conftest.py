"""What all tests share: the flag that rewrites the recorded chats."""


def pytest_addoption(parser):
    parser.addoption(
        "--record", action="store_true", help="rewrite tests/chats/*.txt with what the bot says now"
    )
