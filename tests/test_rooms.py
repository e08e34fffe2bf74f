"""The house: imports run only down, no room knows a room above it, few floors, few modules in the root."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "encoder"
#: more floors than this and nobody finds the way
FLOORS = 8
ROOT_MODULES = 6
#: stands in the place of a module of Python, imports nothing of the house: no floor of its own
GROUND = "encoder.lazy_re"


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(tree: ast.Module) -> set[str]:
    """Return every module that a module takes something from, but for what only the type checker reads."""
    found: set[str] = set()
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            todo += node.orelse
            continue
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in MODULES else node.module for a in node.names}
        todo += ast.iter_child_nodes(node)
    return {name for name in found if name in MODULES}


GRAPH = {name: imports(ast.parse(path.read_text("utf-8"))) - {name} for name, path in MODULES.items()}


def room(name: str) -> str:
    """Return the room of a module: the first folder below the package."""
    parts = name.split(".")
    return parts[1] if len(parts) > 2 or (len(parts) == 2 and (PACKAGE / parts[1]).is_dir()) else name


def circles(graph: dict[str, set[str]]) -> list[str]:
    """Return one way round for each circle met."""
    state: dict[str, int] = {}
    met: list[str] = []

    def visit(name: str, way: tuple[str, ...]) -> None:
        state[name] = 1
        for below in sorted(graph.get(name, ())):
            if state.get(below) == 1:
                met.append(" -> ".join((*way[way.index(below) :], below)) if below in way else f"{name} -> {below}")
            elif below not in state:
                visit(below, (*way, below))
        state[name] = 2

    for name in sorted(graph):
        if name not in state:
            visit(name, (name,))
    return met


def test_no_module_imports_itself_by_a_detour() -> None:
    assert circles(GRAPH) == []


ROOMS: dict[str, set[str]] = {}
for _name, _below in GRAPH.items():
    ROOMS.setdefault(room(_name), set()).update(room(b) for b in _below if room(b) != room(_name))


def test_no_room_knows_a_room_above_it() -> None:
    assert circles(ROOMS) == []


def test_the_house_has_few_floors() -> None:
    @cache
    def floor(name: str) -> int:
        return 1 + max((floor(b) for b in ROOMS.get(name, ()) if b != GROUND), default=0)

    floors = {name: floor(name) for name in ROOMS if not name.startswith("encoder")}
    assert GRAPH[GROUND] == set()
    assert max(floors.values()) <= FLOORS, sorted(floors.items(), key=lambda f: f[1])


def test_few_modules_in_the_root() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= ROOT_MODULES
