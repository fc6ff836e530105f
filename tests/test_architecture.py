"""Who may import whom, so that data flows one way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEAVES = {"index.errors", "index.records"}
STAGES = {
    *("files", "read", "split", "embed", "bundled", "catalog", "vectors", "store", "language"),
    *("manifest", "lock", "address", "server_lock"),
}
# Not of the domain: each is a few lines that several stages need.
TOOLS = {"index.batches", "index.database", "index.remember", "index.words"}


def imports_of(path: Path) -> set[str]:
    """Return the modules of ours that a file imports, wherever in it and for whatever purpose."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if (ROOT / f"{name.replace('.', '/')}.py").is_file()}


def _is_reader(name: str) -> bool:
    return name.startswith("index.readers.")


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).glob("*.py"))


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_errors_and_records_import_nothing_of_ours(name: str) -> None:
    assert imports_of(ROOT / f"{name.replace('.', '/')}.py") == set()


@pytest.mark.parametrize("name", sorted(STAGES))
def test_a_stage_imports_only_its_tools(name: str) -> None:
    # Splitting needs the language, and embedding its packaged weights.
    allowed = LEAVES | TOOLS | {"index.language", "index.bundled"}
    others = {name for name in imports_of(ROOT / "index" / f"{name}.py") if not _is_reader(name)}
    assert others <= allowed
    assert name == "read" or not any(map(_is_reader, imports_of(ROOT / "index" / f"{name}.py")))


@pytest.mark.parametrize("path", modules("index/readers"), ids=lambda path: path.name)
def test_a_reader_imports_only_other_readers(path: Path) -> None:
    assert {name for name in imports_of(path) if not _is_reader(name)} <= LEAVES


def test_libraries_for_formats_are_imported_when_a_file_needs_them() -> None:
    heavy = ["pypdfium2", "lxml", "mammoth", "pptx", "openpyxl", "chardet", "numpy"]
    code = f"import index.read, sys; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("path", modules("index"), ids=lambda path: path.name)
def test_the_index_never_imports_the_assistant(path: Path) -> None:
    assert not [name for name in imports_of(path) if name.startswith("assistant")]


@pytest.mark.parametrize("name", ["chain", "evidence", "focus", "names", "figures"])
def test_the_chain_knows_no_settings(name: str) -> None:
    forbidden = {"assistant.settings", "assistant.assemble", "assistant.service"}
    assert not imports_of(ROOT / "assistant" / f"{name}.py") & forbidden


def test_only_the_command_line_imports_the_page_and_never_the_other_way() -> None:
    importers = {
        path.stem
        for path in modules("assistant")
        if {"assistant.launch", "assistant.cli"} & imports_of(path)
    }
    assert importers == {"cli", "__main__"}
    pages = {path.stem for path in modules("assistant") if "assistant.web" in imports_of(path)}
    assert pages == {"launch"}
    page = imports_of(ROOT / "assistant" / "web.py") | imports_of(ROOT / "assistant" / "launch.py")
    assert "assistant.cli" not in page


def test_only_the_store_imports_chromadb() -> None:
    users = {
        path.name
        for package in ("index", "assistant")
        for path in modules(package)
        if "import chromadb" in path.read_text(encoding="utf-8")
    }
    assert users == {"store.py"}
