"""The retriever of LangChain's tutorials: characters split 1000/200, Chroma, the nearest four."""

from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStoreRetriever

CHUNK, OVERLAP, RETURNS = 1000, 200, 4


def stock_retriever(documents: dict[str, str], embedder: Embeddings) -> VectorStoreRetriever:
    """Return it over texts by source, which its documents name in their metadata."""
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chunks = splitter.create_documents(
        list(documents.values()), [{"source": source} for source in documents]
    )
    # Chroma keeps what has one name in one place.
    store = Chroma.from_documents(chunks, embedder, collection_name=f"stock-{id(documents)}")
    # Named, so that types hold whether or not langchain-chroma is there to tell them.
    retriever: VectorStoreRetriever = store.as_retriever(search_kwargs={"k": RETURNS})
    return retriever
