"""How well it can be read in a model whether a text answers a question; has the model say it.

    pip install -e ".[local,bench]"
    python -m tests.bench.answerability STATES [--write] [--json]

Our questions, answerable and not, are asked over their documents as anyone would ask them, up to
where the packaged model has read the text. What is kept of that in the file STATES is not read
again; begin another when documents are changed, or how they are split and searched. Of the
answerable ones only those count whose quote the model was given. Each row says for a set how well
its questions are parted, as the area under the curve, by what is read as the lessons and the
questions of the other sets teach it, and what the program's limit would do; of its own accord the
model would say a little besides. `--write` makes the program's adapter anew, of what all sets and
lessons teach but the third, which is left for tests.

The model is read by transformers, which is here three times as quick at it as llama.cpp.
"""

import json
import math
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    convert_to_openai_messages,
)
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult, LLMResult
from pydantic import PrivateAttr
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from assistant import Assistant, Settings
from assistant.answerable import LEAST_BY_ADAPTER, LEAST_NEARNESS_WITH_ADAPTER
from assistant.assemble import Parts
from assistant.cases import Case, read_cases
from assistant.chain import retrieval_chain
from assistant.local_model import LocalChatModel, LocalServer
from assistant.notation import in_notation_of
from assistant.packaged_model import ADAPTERS, ANSWERABLE, QWEN, packaged_gguf
from assistant.prompt import prompts_for, user_part
from index.language import detect
from index.remember import Vectors
from tests.bench.adapter import LOGITS, Probe, write_adapter
from tests.bench.table import parser, show

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SETS = ("first", "more", "third", "fourth", "fifth")
LESSONS = tuple(f"lessons/{number}" for number in range(1, 6))
# What no program is taught by.
HELD_OUT = "third"
# The layer, of 28 from 0 on, in whose feed-forward block it can be read best.
LAYER = 18
# How freely the weights may fit, the inverse of scikit-learn's penalty. Of 1, 3, 10 and 30 the sets
# that were left out were parted best at 3 (.935 on the mean), hardly worse at this one (.932),
# which fits better what it was taught.
_FREEDOM = 10.0


@dataclass(frozen=True, slots=True)
class Read:
    """What a question of a set left behind in the model that read the text for it.

    `state` is what the feed-forward block of the layer is given where the reply begins; `by` tells
    one prompt, layer and model from another.
    """

    set: str
    question: str
    answerable: bool
    by: str
    state: list[float]


def main() -> None:
    """Read what is not read yet, and print a row for each set."""
    arguments = parser(__doc__)
    arguments.add_argument("states", type=Path, help="the file in which the states are kept")
    arguments.add_argument("--write", action="store_true", help="make the program's adapter anew")
    given = arguments.parse_args()
    reader = Reader()
    read = list(_read_all(given.states, reader))
    if given.write:
        taught = [one for one in read if one.set != HELD_OUT]
        reader.write(ADAPTERS[ANSWERABLE], learn(taught), _states(taught))
    show((_row(name, read) for name in SETS), as_json=given.json)


def learn(read: Iterable[Read]) -> Probe:
    """Return the weights by which the states tell best whether they were of an answerable question.

    Logistic regression with a penalty, of states whose every element is brought to one scale. As
    many questions as cannot be answered count in all as much as those that can.
    """
    read = list(read)
    states = _states(read)
    mean, scale = states.mean(0), states.std(0) * math.sqrt(states.shape[1])
    fitted = LogisticRegression(C=_FREEDOM, max_iter=5000, class_weight="balanced")
    fitted.fit((states - mean) / scale, [one.answerable for one in read])
    weights = (fitted.coef_[0] / scale).astype(np.float32)
    return Probe(weights, float(fitted.intercept_[0] - mean @ weights))


def _row(name: str, read: list[Read]) -> dict[str, Any]:
    tested = [one for one in read if one.set == name]
    is_answerable = np.array([one.answerable for one in tested])
    probe = learn(one for one in read if one.set != name)
    scores = LOGITS * probe.read(_states(tested))
    return {
        "set": name,
        "questions": len(tested),
        "area under the curve": round(float(roc_auc_score(is_answerable, scores)), 3),
        "refused": _share(scores[is_answerable] < LEAST_BY_ADAPTER),
        "let through": _share(scores[~is_answerable] >= LEAST_BY_ADAPTER),
    }


def _share(are: Vectors) -> float:
    return round(float(np.mean(are)), 3)


def _states(read: list[Read]) -> Vectors:
    return np.array([one.state for one in read], np.float32)


def _read_all(file: Path, reader: "Reader") -> Iterator[Read]:
    """Give what was read of every set, and keep what was not kept yet."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    all_kept = [Read(**json.loads(line)) for line in lines]
    kept = {(one.set, one.question): one for one in all_kept if one.by == reader.by}
    with file.open("a", encoding="utf-8") as more, tempfile.TemporaryDirectory() as folder:
        for name in (*SETS, *LESSONS):
            cases, seeds = files_of(name, Path(folder))
            left = [case for case in cases if (name, case.question) not in kept]
            for case in cases:
                if one := kept.get((name, case.question)):
                    yield replace(one, answerable=case.answerable)
            for one in _read(name, left, seeds, Path(folder) / "index" / name, reader):
                more.write(json.dumps(asdict(one)) + "\n")
                more.flush()
                yield one


def files_of(name: str, folder: Path) -> tuple[Sequence[Case], Path]:
    """Return a set's questions and its documents; the first's are put together in `folder`."""
    if name != "first":
        return read_cases(DATA / name / "questions.jsonl").cases, DATA / name / "documents"
    seeds = folder / name
    for original in (ROOT / "seeds", DATA / "documents"):
        shutil.copytree(original, seeds, dirs_exist_ok=True)
    return read_cases(DATA / "questions.jsonl").cases, seeds


def _read(
    name: str, cases: list[Case], seeds: Path, index: Path, reader: "Reader"
) -> Iterator[Read]:
    """Ask the questions, up to where the model has read the text."""
    settings = Settings(seeds=seeds, index=index, model="none")
    with Assistant(settings) as assistant:
        assistant.sync()
    parts = Parts(settings)
    chain = retrieval_chain(
        parts.retriever,
        prompts_for("small"),
        reader,
        parts.embedder,
        model_name=reader.model_name,
        least=lambda: math.inf,  # nothing is answered, so that no time is spent on it
        least_nearness=LEAST_NEARNESS_WITH_ADAPTER,
    )
    for case in cases:
        seen = _Seen()
        chain.invoke({"question": case.question}, {"callbacks": [seen]})
        is_given = not case.answerable or any(quote in seen.prompt for quote in written(case))
        if seen.state and is_given:  # without a state, it was decided before
            yield Read(name, case.question, case.answerable, reader.by, seen.state)
    parts.close()


def written(case: Case) -> Iterator[str]:
    """Give the quote of a question in the ways in which the model may read its figures."""
    quote = case.quote or ""
    yield quote
    for language in ("en", detect(case.question), detect(quote)):
        yield in_notation_of(language, quote)


class Reader(LocalChatModel):
    """The packaged model, read by transformers as far as the layer in question.

    Asked whether a text answers, it says "Yes" and tells the state that it was in; it writes
    nothing.
    """

    _model: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()
    _state: list[float] = PrivateAttr(default_factory=list)

    def __init__(self) -> None:
        file = packaged_gguf(Settings().cache)
        super().__init__(
            server=LocalServer(file, adapters=ADAPTERS),
            model_name=QWEN.name,
            timeout=1,
            max_tokens=1,
        )
        folder, name = str(file.parent), file.name
        self._tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
        self._model = AutoModelForCausalLM.from_pretrained(
            folder,
            gguf_file=name,
            dtype=torch.bfloat16,
            quantization_config=GgufConfig(dequantize=True),  # whose weights can be read
        )
        layers = self._model.model.layers
        self._model.model.layers = layers[: LAYER + 1]
        layers[LAYER].mlp.register_forward_pre_hook(self._keep)

    @property
    def by(self) -> str:
        """What tells one prompt, layer and model from another."""
        asked = prompts_for("small").extract
        return sha256(f"{asked!r} {LAYER} {QWEN.sha256}".encode()).hexdigest()[:12]

    def write(self, file: Path, probe: Probe, states: Vectors) -> None:
        """Write the adapter under which the model says what the probe reads."""
        asked = prompts_for("small").extract
        assert asked is not None
        write_adapter(
            file, probe, states, LAYER, self._model, self._tokenizer, about=user_part(asked)
        )

    def _keep(self, _: Any, given: tuple[torch.Tensor]) -> None:
        self._state = given[0][0, -1].float().tolist()

    def _replied(
        self, messages: list[BaseMessage], *args: Any, adapter: str | None = None, **kwargs: Any
    ) -> ChatResult:
        if adapter is None:
            return ChatResult(generations=[ChatGeneration(message=AIMessage(""))])
        prompt = self._tokenizer.apply_chat_template(
            convert_to_openai_messages(messages), tokenize=False, add_generation_prompt=True
        )
        with torch.inference_mode():
            self._model.model(self._tokenizer(prompt, return_tensors="pt").input_ids)
        said = {"content": [{"top_logprobs": [{"token": "Yes", "logprob": 0.0}]}]}
        reply = AIMessage("Yes", response_metadata={"state": self._state, "logprobs": said})
        return ChatResult(generations=[ChatGeneration(message=reply)])

    def _pieces(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content=""))


class _Seen(BaseCallbackHandler):
    """What the model was given to read, and the state that it was in then."""

    def __init__(self) -> None:
        self.prompt = ""
        self.state: list[float] = []

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], **_: Any
    ) -> None:
        self.prompt = str(messages[0][-1].content)

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        reply: Any = response.generations[0][0]
        self.state = reply.message.response_metadata.get("state", self.state)


if __name__ == "__main__":
    main()
