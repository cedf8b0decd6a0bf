"""Knows what stands in each chat, and lets a test be the person in it."""

from dataclasses import dataclass, field

BOT = {"id": 4242, "is_bot": True, "first_name": "Unhunch", "username": "unhunch_bot"}


@dataclass
class Message:
    """A message as the person sees it; `html` is what the bot wrote, `text` what is left of it."""

    id: int
    chat: int
    date: int
    bot: bool = False
    text: str = ""
    html: str = ""
    media: str = ""
    file: str = ""
    markup: dict = field(default_factory=dict)
    silent: bool = False
    edits: int = 0

    @property
    def rows(self):
        return [[b["text"] for b in row] for row in self.markup.get("inline_keyboard", [])]

    @property
    def labels(self):
        return [label for row in self.rows for label in row]

    @property
    def editable(self):
        """A message sent with any markup but buttons is never edited (TDLib: had_reply_markup)."""
        return not self.markup.keys() - {"inline_keyboard"}

    def data(self, label):
        """The callback data of a button."""
        buttons = [b for row in self.markup.get("inline_keyboard", []) for b in row]
        found = [b["callback_data"] for b in buttons if b["text"] == label]
        assert len(found) == 1, f"{label!r} is not one of {self.labels} under {self.text!r}"
        return found[0]


class Chat:
    """One private chat, seen and used by its person."""

    def __init__(self, api, person, language="en"):
        self._api = api
        self.id = person
        self.language = language
        self.messages = {}
        self.blocked = False
        self.keyboard = None
        self.toasts = []
        self.offers = []
        self.met = False

    # What the person sees

    @property
    def shown(self):
        """Messages of the bot that stand in the chat, oldest first."""
        return [m for _, m in sorted(self.messages.items()) if m.bot]

    @property
    def screen(self):
        """The newest message of the bot."""
        assert self.shown, "the bot has said nothing"
        return self.shown[-1]

    def sees(self, words):
        """Whether the newest message says this."""
        return bool(self.shown) and words in self.screen.text

    # What the person does

    @property
    def user(self):
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": "Ada",
            "language_code": self.language,
        }

    def say(self, text, *, reply_to=None, at=None):
        """Write; returns the update."""
        extra = {"reply_to_message": self._api.json(reply_to)} if reply_to else {}
        command = text.split()[0] if text.startswith("/") else ""
        if command:
            extra["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        return self.send(at=at, text=text, **extra)

    def send(self, *, at=None, **fields):
        """Send a message with these fields; returns the update."""
        self.met = True
        message = Message(self._api.next_id(), self.id, at or self._api.now())
        message.text = fields.get("text", "")
        self.messages[message.id] = message
        return self._api.update(message=self._message(message, fields))

    def edit(self, update, text):
        """Change a message that was written before; returns the new update."""
        fields = {**update["message"], "text": text, "edit_date": self._api.now()}
        self.messages[fields["message_id"]].text = text
        return self._api.update(edited_message=fields)

    def locate(self, latitude, longitude):
        """Share a place with the reply keyboard's button."""
        assert self.keyboard, "there is no keyboard to share a place with"
        self.keyboard = None
        return self.send(location={"latitude": latitude, "longitude": longitude})

    def show(self, kind):
        """Send a photo, GIF, video or voice message; Telegram keeps it under an id."""
        file = f"{kind}-{len(self._api.files)}"
        self._api.files[file] = (kind, "", b"")
        about = {"file_id": file, "file_unique_id": file, "duration": 3}
        sizes = {"width": 90, "height": 90}
        if kind == "photo":
            small = {"file_id": "small", "file_unique_id": "s", "width": 9, "height": 9}
            return self.send(photo=[small, about | sizes])
        return self.send(**{kind: about | ({} if kind == "voice" else sizes)})

    def ask(self, words, offset=""):
        """Type words after the bot's name in any chat; returns the update."""
        number = f"i{self._api.next_id()}"
        self._api.inline[number] = self
        asked = {"id": number, "from": self.user, "query": words, "offset": offset}
        return self._api.update(inline_query=asked)

    def tap(self, label, message=None):
        """Press a button by what it says (or how it begins), on the newest message with one."""
        for found in [message] if message else reversed(self.shown):
            for one in found.labels:
                if one.startswith(label):
                    return self.press(found.data(one), found)
        raise AssertionError(f"no button {label!r} among {[m.rows for m in self.shown]}")

    def press(self, data, message, *, accessible=True):
        """Press a button by its data, even one that is no longer there."""
        short = {"message_id": message.id, "chat": self._chat(), "date": 0}
        query = {
            "id": f"q{self._api.next_id()}",
            "from": self.user,
            "chat_instance": "1",
            "data": data,
            "message": self._api.json(message) if accessible else short,
        }
        self._api.queries[query["id"]] = self
        return self._api.update(callback_query=query)

    def block(self, yes=True):
        """Stop the bot, or let it back in."""
        self.blocked = yes
        status = ["member", "kicked"]
        return self._api.update(
            my_chat_member={
                "chat": self._chat(),
                "from": self.user,
                "date": self._api.now(),
                "old_chat_member": self._member(status[not yes]),
                "new_chat_member": self._member(status[yes]),
            }
        )

    @staticmethod
    def _member(status):
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": BOT} | until

    def _chat(self):
        return {"id": self.id, "type": "private", "first_name": "Ada"}

    def _message(self, message, fields):
        return {
            "message_id": message.id,
            "from": self.user,
            "chat": self._chat(),
            "date": message.date,
            **fields,
        }
