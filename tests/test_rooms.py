"""The house: imports run only down, few floors, nothing too long to be read, no rule that asks for another rule's name."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "encoder"
#: more floors than this and nobody finds the way
FLOORS = 8
ROOT_MODULES = 6
#: stands in the place of a module of Python, imports nothing of the house: no floor of its own
GROUND = "encoder.lazy_re"
#: lines of a file that is not data, of a function
FILE = 400
FUNCTION = 60
#: characters of a line of a pattern; a longer one is laid out in several lines
PATTERN = 120


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


TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


def test_no_file_is_long() -> None:
    assert [name for name, path in MODULES.items() if len(path.read_text("utf-8").splitlines()) > FILE] == []


def test_no_function_is_long() -> None:
    functions = [
        (name, node.name, node.end_lineno - node.lineno + 1)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert len(functions) > 1000
    assert [f for f in functions if f[2] > FUNCTION] == []


def test_no_file_is_exempt_from_the_rules_of_complexity() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert "C90" in lint["select"]
    assert "PL" in lint["select"]
    exempt = {rule for rules in (*lint["per-file-ignores"].values(), lint["ignore"]) for rule in rules}
    assert not {"C901", "PLR0912", "PLR0915"} & exempt
    assert lint["mccabe"]["max-complexity"] <= 15


def asked(tree: ast.AST) -> list[int]:
    """Return the lines in which something is compared with the rule that made an annotation or a fact."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(isinstance(part, ast.Attribute) and part.attr == "rule" for side in (node.left, *node.comparators) for part in ast.walk(side))
    ]


def test_nothing_asks_which_rule_made_an_annotation() -> None:
    """Annotations have roles (``encoder/draft/roles.py``). In ``validation`` a rule is one of a schema."""
    found = {name: lines for name, tree in TREES.items() if room(name) != "validation" and (lines := asked(tree))}
    assert found == {}


@pytest.mark.parametrize("line", ["x = a.rule == 'p-bracket'", "x = [a for a in of if a.rule in {'one', 'two'}]", "x = RULE != f.rule"])
def test_that_test_finds_what_it_looks_for(line: str) -> None:
    assert asked(ast.parse(line)) == [1]


def test_nothing_asks_for_the_name_of_a_profile() -> None:
    """What differs is a field of the profile."""
    asking = re.compile(r"profile\.name\s*(?:[!=]=|in\b)|(?:==|in)\s*\w*profile\.name\b")
    assert {name for name, path in MODULES.items() if asking.search(path.read_text("utf-8"))} <= {"encoder.rules.profiles"}


def test_the_sign_of_a_barrier_stands_in_one_place() -> None:
    sign = re.compile(r"\\ufffc|\ufffc", re.I)
    assert {name for name, path in MODULES.items() if sign.search(path.read_text("utf-8"))} == {"encoder.draft.views"}


def barred(source: str) -> list[int]:
    """Return the lines of patterns that know the sign of a barrier."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" and "BARRIER" in ast.unparse(node)
    ]


def test_no_pattern_knows_the_sign_of_a_barrier() -> None:
    files = (p for p in (ROOT / "encoder").rglob("*.py") if p != ROOT / "encoder/draft/views.py")
    assert not [f"{p}:{line}" for p in files for line in barred(p.read_text("utf-8"))]


@pytest.mark.parametrize("line", ['X = re.compile(rf"[{BARRIER}]")', 'X = re.compile(f"[^{model.BARRIER}]", re.M)'])
def test_that_test_finds_such_patterns(line: str) -> None:
    assert barred(line) == [1]


def test_every_role_is_given_and_asked_for() -> None:
    from encoder.draft import roles

    names = {name: 0 for name in vars(roles) if name.isupper()}
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in names and isinstance(node.value, ast.Name) and node.value.id == "roles":
                names[node.attr] += 1
    assert {name for name, times in names.items() if times < 2} == set()


def written(node: ast.AST) -> str:
    """Return the literal text of a pattern: strings, what stands between the braces of an f-string, pieces that are added."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else f"{{{ast.unparse(v)}}}" for v in node.values)
    return written(node.left) + written(node.right) if isinstance(node, ast.BinOp) else ""


def raw(node: ast.AST, lines: list[str]) -> bool:
    """Whether a string is written with an ``r`` before it: then it is a pattern, or a part of one."""
    return isinstance(node, ast.Constant | ast.JoinedStr) and lines[node.lineno - 1].encode()[node.col_offset :][:1] in {b"r", b"f"} and (
        b"r" in lines[node.lineno - 1].encode()[node.col_offset :][:2]
    )


def unreadable(source: str) -> list[int]:
    """Return the lines of patterns that nobody can read: too long a line, or a long pattern that is not in ``re.VERBOSE``."""
    lines = source.splitlines()
    found: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" and node.args:
            flags = " ".join(ast.unparse(part) for part in (*node.args[1:], *node.keywords))
            if len(written(node.args[0])) > PATTERN and not re.search(r"\bre\.(?:VERBOSE|X)\b", flags) and "(?x:" not in written(node.args[0]):
                found.add(node.lineno)
        if raw(node, lines):
            assert isinstance(node, ast.expr)
            rows = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            said = [lines[n - 1].strip() for n in rows] if len(rows) > 1 else [written(node)]
            found |= {node.lineno for line in said if len(line) > PATTERN}
    return sorted(found)


def test_patterns_can_be_read() -> None:
    found = {name: lines for name, path in MODULES.items() if (lines := unreadable(path.read_text("utf-8")))}
    assert found == {}


@pytest.mark.parametrize(
    "pattern",
    [f'X = re.compile(r"{"a" * 121}")', f"""X = re.compile(\n    r"{"a" * 80}"\n    r"{"b" * 80}"\n)""", f'X = rf"{"a" * 121}"'],
)
def test_that_test_finds_long_patterns(pattern: str) -> None:
    assert unreadable(pattern)


def together(source: str) -> list[int]:
    """Return the lines on which several constants are made at once."""
    return [
        node.lineno
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
        and all(isinstance(n, ast.Name) and n.id.isupper() for n in node.targets[0].elts)
    ]  # fmt: skip


def test_one_constant_a_line() -> None:
    assert not [f"{p}:{line}" for p in (ROOT / "encoder").rglob("*.py") for line in together(p.read_text("utf-8"))]


def test_that_test_finds_constants_made_together() -> None:
    assert together("LEAST, MOST = 2, 3\nx, y = 1, 2\nONE = 1\n") == [1]
