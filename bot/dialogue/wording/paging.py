"""Lines into messages: the first short, none longer than a channel can carry, nothing lost."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.messages import Choice, Link, Reply
from bot.text.sentences import shortened

FIRST = 600
"""About what fits on a telephone's screen, in characters."""
FURTHER = 1500

Block = list[str]


def replies(
    heading: str, lines: Sequence[str], closing: str = "", choices: Sequence[Choice] = (), links: Sequence[Link] = ()
) -> tuple[Reply, ...]:
    """The lines as one or more messages; the last one carries the closing line, the links and the choices.

    An empty line ends a block. A block is kept whole where that leaves no message nearly empty, so that a title seldom
    stands apart from its lines.
    """
    pages: list[list[Block]] = [[]]
    for block in _blocks(lines):
        limit = (FIRST if len(pages) == 1 else FURTHER) - len(closing)
        room = limit - _size(pages[-1])
        if _size([block]) <= room:
            pages[-1].append(block)
        elif room < limit / 2 and _size([block]) <= FURTHER - len(closing):
            pages.append([block])
        else:
            first, *further = _pieces(block, room if room >= limit / 2 else limit)
            pages[-1:] = [[*pages[-1], first]] if room >= limit / 2 else [pages[-1], [first]]
            pages += [[piece] for piece in further]
    if closing:
        pages[-1].append([closing])
    texts = ["\n\n".join("\n".join(block) for block in page) for page in pages if page]
    return tuple(
        Reply(
            heading=f"{heading} (tiếp)" if number and heading else heading,
            text=text,
            choices=tuple(choices) if number == len(texts) - 1 else (),
            links=tuple(links) if number == len(texts) - 1 else (),
        )
        for number, text in enumerate(texts)
    )


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    for filled, group in groupby(lines, key=bool):
        if filled:
            yield list(group)


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(line) + 1 for block in blocks for line in block)


def _pieces(block: Block, first: int) -> Iterator[Block]:
    """A block too long for one message, cut between its lines: the first piece up to `first`, the others longer."""
    piece: Block = []
    limit = first
    for line in block:
        rest = line
        while rest:
            room = limit - _size([piece])
            if len(rest) < room:
                piece.append(rest)
                break
            if piece:
                yield piece
                piece, limit = [], FURTHER
                continue
            head = shortened(rest, room)
            yield [head]
            limit = FURTHER
            rest = rest[len(head.rstrip("…")) :].lstrip()
    if piece:
        yield piece
