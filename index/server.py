"""An index on a Chroma server, for many machines at once, and for more than one machine holds.

Everything that a reader needs is kept there, in four collections: `NAME`, empty, whose metadata
says which of the others are current, and `NAME-KEY-passages`, `-documents` and `-texts`. Documents
are replaced one by one: the chunks of the new version are put beside those of the old one, then the
document's row, which names the version, changes in one step, and what is of no version goes.
Readers leave out chunks whose version is not the one that their document's row names.
"""

import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any

from index.address import Server
from index.catalog import Catalog
from index.errors import IndexUnusableError
from index.generation import FolderGenerations, Generation, Generations
from index.server_lock import only_server_writer
from index.server_reader import ServerGeneration
from index.server_rows import Collections
from index.server_writer import ServerWriter
from index.store import Passages, connect, create, explained, is_absent
from index.vectors import VectorFile


def generations(index: Path, server: Server | None) -> Generations:
    """Return where an index is published: in its folder, or on a server."""
    return ServerGenerations(server) if server else FolderGenerations(index)


class ServerGenerations:
    """The current state of an index on a server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._where = server.url

    @cached_property
    def _client(self) -> Any:
        server = self._server
        return connect(
            *(server.host, server.port, server.is_secure),
            *(server.token, server.tenant, server.database),
            where=self._where,
        )

    def current(self) -> str | None:
        """Return the name of what is published, or None if nothing is."""
        return self._state().get("revision")

    def is_changing(self) -> bool:
        """Tell whether documents are being replaced, or were when a writer was cut off."""
        return bool(self._state().get("is_changing"))

    def open(self, name: str) -> Generation:
        """Open what is published. Raises IndexUnusableError if it has been replaced by another."""
        state = self._state()
        if state.get("revision") != name:
            raise IndexUnusableError(f"{self._where}: was replaced; ask again")
        opened = self._collections(state["key"])
        return ServerGeneration(name, state["embedder"], opened, self._where)

    def is_whole(self, name: str) -> bool:  # noqa: ARG002  (there is but one)
        """Tell whether as many chunks are there as were published, unless a writer was cut off."""
        state = self._state()
        if self.is_changing():
            return True  # the next writer finishes it
        try:
            return self._collections(state["key"]).passages.count() == int(state["chunks"])
        except IndexUnusableError:
            return False  # somebody deleted it

    def last(self) -> int:
        """Return the number of the newest revision, or -1."""
        current = self.current()
        return int(current.partition("-")[0]) if current else -1

    def name(self, revision: int, catalog: Catalog) -> str:
        """Return the name of a revision: the same number in two machines' catalogs is not one."""
        if catalog.get("id") is None:
            catalog.put("id", uuid.uuid4().hex[:8])
        return f"{revision:08}-{catalog.get('id')}"

    def is_of(self, catalog: Catalog) -> bool:
        """Tell whether what is published was made of a catalog as it is now."""
        revision = catalog.get("revision")
        if revision is None or catalog.get("id") is None:
            return False
        return self.current() == self.name(int(revision), catalog)

    def writing(self, say: Callable[[str], None]) -> AbstractContextManager[None]:
        """Keep other writers of this index out; `say` hears of waiting for one."""
        name = f"{self._server.name}-writer"
        return only_server_writer(self._client, name, self._metadata, self._where, say)

    def publish(
        self,
        name: str,
        catalog: Catalog,
        vectors: VectorFile,
        progress: Callable[[int, int], None],
    ) -> None:
        """Make the index equal to the catalog, and verify it.

        The collections are changed as they are, or made anew for another embedder and after a
        rebuild. Raises IndexUnusableError if what was stored is not what the catalog says.
        """
        state, embedder = self._state(), catalog.get("embedder") or ""
        stays = state.get("embedder") == embedder and not catalog.get("rebuilding")
        if stays:
            key = state["key"]
        elif state.get("next_embedder") == embedder:
            key = state["next"]  # where a run that was cut off began to build
        else:
            key = uuid.uuid4().hex[:8]
        was_cut_off = self.is_changing()
        building = {"is_changing": True} | (
            {} if stays else {"next": key, "next_embedder": embedder}
        )
        self._put_state(state | building)
        writer = ServerWriter(self._collections(key, make=True), catalog, vectors, progress)
        with self._explained():
            writer.write(sweeps=was_cut_off)
        chunks = catalog.counts()[1]
        self._put_state({"revision": name, "key": key, "embedder": embedder, "chunks": chunks})

    def sweep(self) -> None:
        """Remove the collections of this index that its state does not name."""
        state = self._state()
        ours = re.compile(
            re.escape(self._server.name) + r"-([0-9a-f]{8})-(?:passages|documents|texts)"
        )
        with self._explained():
            for collection in self._client.list_collections():
                match = ours.fullmatch(collection.name)
                if match and match[1] not in (state.get("key"), state.get("next")):
                    self._client.delete_collection(collection.name)

    # Collections

    def _state(self) -> dict[str, Any]:
        return self._metadata(self._server.name) or {}

    def _metadata(self, name: str) -> dict[str, Any] | None:
        """Return the metadata of a collection, or None if there is none of that name."""
        with self._explained():
            try:
                found = self._client.get_collection(name, embedding_function=None)
            except Exception as error:
                if is_absent(error):
                    return None
                raise
            return dict(found.metadata or {})

    def _put_state(self, state: dict[str, Any]) -> None:
        with self._explained():
            pointer = self._client.get_or_create_collection(
                self._server.name, embedding_function=None
            )
            pointer.modify(metadata=state)

    def _collections(self, key: str, *, make: bool = False) -> Collections:
        def collection(kind: str) -> Any:
            name = f"{self._server.name}-{key}-{kind}"
            if not make:
                return self._client.get_collection(name, embedding_function=None)
            try:
                return create(self._client, name)
            except Exception:  # it is there, or the server has gone, which the next line finds out
                return self._client.get_collection(name, embedding_function=None)

        with self._explained():
            return Collections(
                key,
                Passages(collection("passages"), self._where),
                *(collection("documents"), collection("texts")),
            )

    def _explained(self) -> Any:
        return explained(self._where)
