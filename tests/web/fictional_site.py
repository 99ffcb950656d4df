"""A web chat of fictional communes, with a conversation that remembers what it was told and a clock moved by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from starlette.applications import Starlette

from bot.announcements.publication import Publication
from bot.commune import Commune
from bot.errors import OperatorError
from bot.messages import Choice, Incoming, Link, Reply
from bot.web import Archive, Health, create_app

SUOI_MAU = Commune.model_validate({"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Tỉnh Mẫu"})
DOI_MAU = Commune.model_validate({"ma": "doi-mau", "ten": "phường Đồi Mẫu", "tinh": "Tỉnh Mẫu"})

BIRTH = Reply(
    heading="Đăng ký khai sinh",
    text="Bạn mang giấy chứng sinh đến bộ phận một cửa.\nKhông mất lệ phí.\nXem thêm: https://example.org/khai-sinh.",
    choices=(Choice(label="Lệ phí", value="1.001193:le_phi"), Choice(label="Thời hạn", value="1.001193:thoi_han")),
    links=(Link(label="Nộp trực tuyến", url="https://example.org/nop"),),
)
FEE = Reply(heading="Đăng ký khai sinh", text="Đăng ký đúng hạn thì không mất lệ phí.")


@dataclass
class FictionalConversation:
    """Answers from `replies` by the choice or the text, else repeats the text; keeps all that it was told."""

    replies: dict[str, Sequence[Reply]] = field(
        default_factory=lambda: {"khai sinh": [BIRTH], "1.001193:le_phi": [FEE]}
    )
    told: list[tuple[str, Incoming]] = field(default_factory=list)

    async def __call__(self, commune: str, incoming: Incoming) -> Sequence[Reply]:
        self.told.append((commune, incoming))
        if incoming.text == "hỏng":
            raise RuntimeError("secret detail")
        return self.replies.get(incoming.choice or incoming.text, [Reply(text=incoming.text)])


@dataclass
class Hand:
    """A clock that stands still until it is moved, in seconds."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class FictionalSite:
    communes: Sequence[Commune] = (SUOI_MAU,)
    conversation: FictionalConversation = field(default_factory=FictionalConversation)
    clock: Hand = field(default_factory=Hand)
    health: Health = field(default_factory=lambda: Health(True, {"communes": 1}))
    sent: list[Publication] = field(default_factory=list)
    public_url: str | None = None
    fails: bool = False

    def app(self) -> Starlette:
        return create_app(
            lambda: self.communes,
            self.conversation,
            lambda: self.health,
            self.clock,
            archive=Archive(self.newest, self.one),
            public_url=self.public_url,
        )

    async def newest(self, commune: str, most: int, skipped: int) -> Sequence[Publication]:
        if self.fails:
            raise OperatorError("secret detail")
        return self.sent[skipped : skipped + most] if commune == "suoi-mau" else []

    async def one(self, commune: str, number: int) -> Publication | None:
        return next((each for each in await self.newest(commune, 99, 0) if each.number == number), None)

    def browser(
        self, address: str = "192.0.2.1", base_url: str = "http://chat.test", app: Starlette | None = None
    ) -> httpx.AsyncClient:
        """A client with cookies of its own; give the same `app` to several for them to share its limits."""
        transport = httpx.ASGITransport(app or self.app(), raise_app_exceptions=False, client=(address, 50000))
        return httpx.AsyncClient(transport=transport, base_url=base_url)


SCRIPT = {"Accept": "application/json"}
"""What our script asks with, and a browser alone does not."""
