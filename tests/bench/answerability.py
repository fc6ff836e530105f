"""How well it tells from a model's state whether a text answers a question; learns to read that.

    pip install -e ".[local,bench]"
    python -m tests.bench.answerability STATES [--write] [--json]

Our questions, answerable and not, are asked over their documents as anyone would ask them, up to
where the packaged model has read the text; what is kept of that in the file STATES is not read
again. Of the answerable ones only those count whose quote the model was given. Each row says for a
set how well its questions are parted, as the area under the curve: by the state, read as questions
of the other sets teach it, and by the chances of "Yes" and "No". `--write` puts in the program's
place what all sets teach but the third, which is left for tests.

The model is read by transformers, which is here three times as quick at it as llama.cpp. Its states
are those of llama.cpp but for rounding: their cosines over a hundred questions were .9994 and more.
"""

import json
import math
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
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
from transformers import AutoModelForCausalLM, AutoTokenizer

from assistant import Assistant, Settings
from assistant.answerable import LEAST_BY_STATE, LEAST_NEARNESS
from assistant.assemble import Parts
from assistant.cases import Case, read_cases
from assistant.chain import retrieval_chain
from assistant.local_model import LocalChatModel, LocalServer
from assistant.packaged_model import QWEN, packaged_gguf
from assistant.probe import FILE, Probe, text_of
from assistant.prompt import prompts_for
from index.remember import Vectors
from tests.bench.table import parser, show

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SETS = ("first", "more", "third", "fourth", "fifth")
# What no program is taught by.
HELD_OUT = "third"
# How freely the weights may fit, the inverse of scikit-learn's penalty: of .3, 1, 3, 10 and 30, at
# which the sets that were left out were parted best.
_FREEDOM = 3.0


@dataclass(frozen=True, slots=True)
class Read:
    """What a question of a set left behind in the model that read the text for it.

    `odds` is the logarithm of the chances of "Yes" against "No".
    """

    set: str
    question: str
    answerable: bool
    odds: float
    state: list[float]


def main() -> None:
    """Read what is not read yet, and print a row for each set."""
    arguments = parser(__doc__)
    arguments.add_argument("states", type=Path, help="the file in which the states are kept")
    arguments.add_argument("--write", action="store_true", help="replace the program's weights")
    given = arguments.parse_args()
    read = list(_read_all(given.states))
    if given.write:
        learnt_from = [one for one in read if one.set != HELD_OUT]
        learn(learnt_from).write(ROOT / "assistant" / FILE)
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
    prompt = prompts_for("small").answerable
    assert prompt is not None
    return Probe(weights, float(fitted.intercept_[0] - mean @ weights), text_of(prompt))


def _row(name: str, read: list[Read]) -> dict[str, Any]:
    tested = [one for one in read if one.set == name]
    is_answerable = [one.answerable for one in tested]
    probe = learn(one for one in read if one.set != name)
    by_state = [probe.read(state) for state in _states(tested)]
    return {
        "set": name,
        "questions": len(tested),
        "by the state": round(float(roc_auc_score(is_answerable, by_state)), 3),
        "by the first word": round(
            float(roc_auc_score(is_answerable, [one.odds for one in tested])), 3
        ),
        "refused": _share(one < LEAST_BY_STATE for one, is_so in _pairs(by_state, tested) if is_so),
        "let through": _share(
            one >= LEAST_BY_STATE for one, is_so in _pairs(by_state, tested) if not is_so
        ),
    }


def _pairs(scores: list[float], read: list[Read]) -> Iterator[tuple[float, bool]]:
    return ((score, one.answerable) for score, one in zip(scores, read, strict=True))


def _share(are: Iterable[bool]) -> float:
    return round(float(np.mean(list(are))), 3)


def _states(read: list[Read]) -> Vectors:
    return np.array([one.state for one in read], np.float32)


def _read_all(file: Path) -> Iterator[Read]:
    """Give what was read of every set, and keep what was not kept yet."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = {(one.set, one.question): one for one in (Read(**json.loads(line)) for line in lines)}
    reader = Reader()
    with file.open("a", encoding="utf-8") as more, tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            questions, seeds = _files(name, Path(folder))
            cases = read_cases(questions).cases
            left = [case for case in cases if (name, case.question) not in kept]
            yield from (one for one in kept.values() if one.set == name)
            for one in _read(name, left, seeds, Path(folder) / f"{name}-index", reader):
                more.write(json.dumps(asdict(one)) + "\n")
                more.flush()
                yield one


def _files(name: str, folder: Path) -> tuple[Path, Path]:
    """Return a set's questions and its documents; those of the first stand in two folders."""
    if name != "first":
        return DATA / name / "questions.jsonl", DATA / name / "documents"
    seeds = folder / name
    for original in (ROOT / "seeds", DATA / "documents"):
        shutil.copytree(original, seeds, dirs_exist_ok=True)
    return DATA / "questions.jsonl", seeds


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
        least_nearness=LEAST_NEARNESS,
    )
    for case in cases:
        seen = _Seen()
        chain.invoke({"question": case.question}, {"callbacks": [seen]})
        is_given = not case.answerable or (case.quote or "") in seen.prompt
        if seen.state and is_given:  # without a state, it was decided before
            yield Read(name, case.question, case.answerable, seen.odds, seen.state)
    parts.close()


class Reader(LocalChatModel):
    """The packaged model, read by transformers: only tells states, and the odds of "Yes" there.

    What is answered whatever the model doubts it is asked to write, and writes nothing.
    """

    _model: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()

    def __init__(self) -> None:
        file = packaged_gguf(Settings().cache)
        super().__init__(
            server=LocalServer(file, states=True), model_name=QWEN.name, timeout=1, max_tokens=1
        )
        folder, name = str(file.parent), file.name
        self._tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
        self._model = AutoModelForCausalLM.from_pretrained(
            folder, gguf_file=name, dtype=torch.bfloat16
        )

    def _replied(
        self, messages: list[BaseMessage], *args: Any, state: bool = False, **kwargs: Any
    ) -> ChatResult:
        if not state:
            return ChatResult(generations=[ChatGeneration(message=AIMessage(""))])
        prompt = self._tokenizer.apply_chat_template(
            convert_to_openai_messages(messages), tokenize=False, add_generation_prompt=True
        )
        read = self._tokenizer(prompt, return_tensors="pt").input_ids
        with torch.inference_mode():
            told = self._model(read, output_hidden_states=True, logits_to_keep=1)
        yes, no = (self._tokenizer(word).input_ids[0] for word in ("Yes", "No"))
        reply = AIMessage(
            "",
            response_metadata={
                "state": told.hidden_states[-1][0, -1].float().tolist(),
                "odds": float(told.logits[0, -1, yes] - told.logits[0, -1, no]),
            },
        )
        return ChatResult(generations=[ChatGeneration(message=reply)])

    def _pieces(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content=""))


class _Seen(BaseCallbackHandler):
    """What the model was given to read, and the state that it was in then."""

    def __init__(self) -> None:
        self.prompt = ""
        self.state: list[float] = []
        self.odds = 0.0

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], **_: Any
    ) -> None:
        self.prompt = str(messages[0][-1].content)

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        reply: Any = response.generations[0][0]
        told = reply.message.response_metadata
        self.state, self.odds = told.get("state", self.state), told.get("odds", self.odds)


if __name__ == "__main__":
    main()
