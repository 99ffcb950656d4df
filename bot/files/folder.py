"""The whole knowledge folder: every commune's knowledge, and everything that is wrong with the files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import OperatorError, Problem
from bot.files.assembly import assemble
from bot.files.reading import Content, ReadFile, read
from bot.files.settling import Served, settle
from bot.files.tree import Found, Kind, Tree, survey
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.plan import Plan


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge folder as it was read.

    `communes` holds what is served, by commune code, in the order of the codes. `set_aside` are the paths of files that
    are served not at all, in part, or in their last good version; one that only loses a link is not among them.
    `problems` are sorted by path and line; what depends on the day, and what is only doubtful, comes from
    `files.doubts`. The other fields are what the next `load` needs.
    """

    communes: Mapping[str, Knowledge]
    problems: tuple[Problem, ...]
    set_aside: tuple[str, ...]
    tree: Tree
    files: Mapping[str, ReadFile]
    served: Served
    good: Mapping[str, Content]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The communes that have a folder and are not served, because their `xa.yaml` is wrong or not there."""
        return tuple(code for code in self.tree.communes if code not in self.communes)

    @property
    def plans(self) -> Mapping[str, Plan]:
        """The plans by the code of their commune; those that have none, or a wrong one from the start, are left out."""
        values = ((found.scope, content.value) for found, content in self.served.values())
        return {scope: value for scope, value in values if isinstance(value, Plan)}


def load(folder: Path, previous: Loaded | None = None, like: Loaded | None = None) -> Loaded:
    """Read the folder; with `previous`, only the files that have changed since.

    If nothing has changed, the result is `previous` itself, and the knowledge of a commune that has not changed is the
    same object as before. `like` is another state of the folder, of which nothing is taken over: it only spares to
    understand anew the files that are the same. Raises OperatorError if the folder is not there, cannot be listed or
    holds no knowledge.
    """
    tree = _survey(folder)
    before = previous.files if previous else {}
    known = like.files if like else before
    wanted = {found.path: found for found in (*_catalogues(before), *tree.files)}
    files = {path: read(found, known.get(path)) for path, found in wanted.items()}
    files |= {path: before[path] for path in before if any(path.startswith(f"{closed}/") for closed in tree.closed)}
    if previous and files == before and tree == previous.tree:
        return previous
    settled = settle(files.values(), previous.good if previous else {})
    problems = (*tree.problems, *settled.problems)
    communes = _kept(assemble(settled.served), previous.communes if previous else {})
    return Loaded(communes, tuple(sorted(set(problems))), settled.set_aside, tree, files, settled.served, settled.good)


def _catalogues(before: Mapping[str, ReadFile]) -> Iterator[Found]:
    """The catalogue, once it was there: unlike other files, it is missed when it is away, even with its folder."""
    return (file.found for file in before.values() if file.found.kind is Kind.CATALOGUE)


def _survey(folder: Path) -> Tree:
    try:
        tree = survey(folder)
        has_knowledge = (folder / "chung").is_dir() or (folder / "xa").is_dir()
    except (FileNotFoundError, NotADirectoryError):
        raise OperatorError(f"Không có thư mục tri thức {folder}. Chỉ đúng thư mục bằng --knowledge.") from None
    except OSError:
        raise OperatorError(f"Không mở được thư mục {folder}. Xem lại quyền đọc của thư mục.") from None
    if not has_knowledge:
        raise OperatorError(
            f"Thư mục {folder} không có tri thức: thiếu cả hai thư mục chung và xa. Chỉ đúng thư mục bằng --knowledge."
        )
    return tree


def _kept(now: Mapping[str, Knowledge], before: Mapping[str, Knowledge]) -> Mapping[str, Knowledge]:
    """The knowledge now, as the same object where nothing has changed, so that an index of it can be kept too."""
    return {code: before[code] if before.get(code) == knowledge else knowledge for code, knowledge in now.items()}
