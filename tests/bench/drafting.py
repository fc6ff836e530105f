"""Teaches the packaged model to answer as we would: shortly, in the text's words, and no more.

    pip install -e ".[local,bench]"
    python -m tests.bench.drafting [--write] [--json]

The program asks our questions over their documents, and what it would have the model answer from is
laid beside the replies that we wrote (`tests/data/replies.jsonl`). From these a LoRA adapter is
learnt (Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021) under which the model
replies as they do. The row says how likely the replies of a set that teaches nothing are before and
after, as the mean negative log-likelihood of a token. `--write` makes what was learnt the program's
adapter. The third set has no replies and is left for tests with the whole program.

On two cores it takes three quarters of an hour, and 18 GB of memory.
"""

import itertools
import json
import math
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage, convert_to_openai_messages
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache, GgufConfig

from assistant import Assistant, Settings
from assistant.assemble import Parts
from assistant.chain import retrieval_chain
from assistant.packaged_model import ADAPTERS, DRAFT, packaged_gguf
from assistant.prompt import prompts_for, user_part
from tests.bench.adapter import BEGINS_REPLY, write_lora
from tests.bench.answerability import DATA, LESSONS, SETS, files_of, written
from tests.bench.table import parser, show

LEFT_OUT = "fourth"
# Of which matrices of every layer the adapter is, of what rank, and how strong; the attention's
# alone, for a small file.
_TARGETS = {"q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v", "o_proj": "attn_output"}
_RANK = 8
_ALPHA = 16
# The rate rises for some steps and falls by a cosine that would reach zero after three rounds. The
# second made the replies that were left out little likelier, so there it ends.
_RATE = 2e-4
_WARM_UP = 8
_ROUNDS = 2
_ROUNDS_TO_ZERO = 3
_AT_ONCE = 8  # replies in a step, with texts of like length
_LENGTHS_APART = 60  # tokens by which they may differ, so that steps differ from round to round
_PLACE = re.compile(r"layers\.(\d+)\..*\b(\w+_proj)\.lora_([AB])")
_IGNORED = -100  # what torch's loss leaves out


@dataclass(frozen=True, slots=True)
class Lesson:
    """A reply of ours, what the model is given to write it from, and the set that it is of."""

    set: str
    messages: list[BaseMessage]
    reply: str


@dataclass(frozen=True, slots=True)
class Read:
    """A lesson whose text is read: the keys and values of every layer, and the reply's tokens.

    `past` has the shape (layers, 2, heads, tokens, size of a head).
    """

    set: str
    past: torch.Tensor
    reply: list[int]


def main() -> None:
    """Learn from the replies, and print how likely those are that were left out."""
    arguments = parser(__doc__)
    arguments.add_argument("--write", action="store_true", help="make the program's adapter anew")
    given = arguments.parse_args()
    pupil = Pupil()
    read = [pupil.read(lesson) for lesson in lessons()]
    taught = [one for one in read if one.set != LEFT_OUT]
    tested = [one for one in read if one.set == LEFT_OUT]
    before = pupil.loss(tested)
    pupil.learn(taught)
    row = {
        "taught by": len(taught),
        "tested on": len(tested),
        "before": round(before, 3),
        "after": round(pupil.loss(tested), 3),
    }
    show([row], as_json=given.json)
    if given.write:
        pupil.write(ADAPTERS[DRAFT])


def lessons() -> Iterator[Lesson]:
    """Give our replies, each with what the program has the model write from.

    Left out are those for which the search did not find the quote, or found the question unknown.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in (*SETS, *LESSONS):
            yield from _lessons_of(name, Path(folder))


def _lessons_of(name: str, folder: Path) -> Iterator[Lesson]:
    rows = (DATA / "replies.jsonl").read_text(encoding="utf-8").splitlines()
    ours = {row["question"]: row["draft"] for row in map(json.loads, rows) if row["set"] == name}
    cases, seeds = files_of(name, folder)
    settings = Settings(seeds=seeds, index=folder / "index" / name, model="none")
    with Assistant(settings) as assistant:
        assistant.sync()
    parts = Parts(settings)
    chain = retrieval_chain(
        parts.retriever,
        replace(prompts_for("small"), answerable=None),  # it is asked for an answer at once
        GenericFakeChatModel(messages=itertools.repeat(AIMessage("."))),
        parts.embedder,
        model_name="none",
        least=lambda: -math.inf,
        least_nearness=-math.inf,
    )
    for case in cases:
        if case.question in ours:
            seen = _Seen()
            chain.invoke({"question": case.question}, {"callbacks": [seen]})
            if seen.messages and any(quote in seen.messages[-1].text for quote in written(case)):
                yield Lesson(name, seen.messages, ours[case.question])
    parts.close()


class _Seen(BaseCallbackHandler):
    """What the model was told first."""

    def __init__(self) -> None:
        self.messages: list[BaseMessage] = []

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], **_: Any
    ) -> None:
        self.messages = self.messages or messages[0]


class Pupil:
    """The packaged model in transformers, with an adapter that learns."""

    def __init__(self) -> None:
        file = packaged_gguf(Settings().cache)
        folder, name = str(file.parent), file.name
        self._tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
        model = AutoModelForCausalLM.from_pretrained(
            folder,
            gguf_file=name,
            dtype=torch.bfloat16,
            quantization_config=GgufConfig(dequantize=True),  # faster at learning
        )
        torch.manual_seed(0)
        shape = LoraConfig(
            r=_RANK,
            lora_alpha=_ALPHA,
            lora_dropout=0.05,
            target_modules=[*_TARGETS],
            task_type="CAUSAL_LM",
        )
        self._model = get_peft_model(model, shape)
        self._begins = self._tokenizer(BEGINS_REPLY).input_ids
        self._ends: int = self._tokenizer("<|im_end|>").input_ids[0]

    def read(self, lesson: Lesson) -> Read:
        """Read a lesson up to where the reply begins, in which the adapter has no part."""
        told = self._tokenizer.apply_chat_template(
            convert_to_openai_messages(lesson.messages), tokenize=False
        )
        past: Any = DynamicCache()
        with torch.no_grad(), self._model.disable_adapter():
            self._model(
                input_ids=self._tokenizer(told, return_tensors="pt").input_ids,
                past_key_values=past,
                logits_to_keep=1,
            )
        layers = [torch.stack([one.keys[0], one.values[0]]) for one in past.layers]
        reply = [*self._begins, *self._tokenizer(lesson.reply).input_ids, self._ends]
        return Read(lesson.set, torch.stack(layers).clone(), reply)

    def loss(self, read: Sequence[Read]) -> float:
        """Return the mean negative log-likelihood of a token of the replies."""
        self._model.eval()
        with torch.no_grad():
            sums = [self._sum(batch) for batch in _batches(read)]
        return float(sum(sums)) / sum(map(self._tokens, read))

    def learn(self, read: Sequence[Read]) -> None:
        """Learn from the replies."""
        weights = [*self._weights().values()]
        optimizer = torch.optim.AdamW(weights, lr=_RATE, weight_decay=0.01)
        steps = _ROUNDS_TO_ZERO * math.ceil(len(read) / _AT_ONCE)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer,
            lambda step: min(1, (step + 1) / _WARM_UP) * (1 + math.cos(math.pi * step / steps)) / 2,
        )
        chance = random.Random(0)
        self._model.train()
        for _ in range(_ROUNDS):
            by_length = sorted(
                read, key=lambda one: one.past.shape[3] + chance.uniform(0, _LENGTHS_APART)
            )
            batches = [*_batches(by_length)]
            for batch in chance.sample(batches, len(batches)):
                loss = self._sum(batch) / sum(map(self._tokens, batch))
                torch.autograd.backward(loss)
                torch.nn.utils.clip_grad_norm_(weights, 1.0)
                optimizer.step()
                optimizer.zero_grad()
                schedule.step()

    def write(self, file: Path) -> None:
        """Write what was learnt for llama.cpp."""
        tensors = {}
        for name, weights in self._weights().items():
            layer, target, letter = _PLACE.findall(name)[0]
            tensors[f"blk.{layer}.{_TARGETS[target]}.weight.lora_{letter.lower()}"] = (
                weights.detach().half().numpy()
            )
        write_lora(
            file, tensors, _ALPHA, self._begins, about=user_part(prompts_for("small").answer)
        )

    def _weights(self) -> dict[str, torch.nn.Parameter]:
        """Return what learns, by its name in the model."""
        return {name: one for name, one in self._model.named_parameters() if one.requires_grad}

    def _tokens(self, one: Read) -> int:
        """Return how many tokens the model has to write."""
        return len(one.reply) - len(self._begins)

    def _sum(self, batch: Sequence[Read]) -> torch.Tensor:
        """Return the negative log-likelihood of some replies, summed."""
        begin, most = len(self._begins), max(len(one.reply) for one in batch)
        lengths = [one.past.shape[3] for one in batch]
        replies = torch.full((len(batch), most), self._ends)
        wanted = torch.full((len(batch), most), _IGNORED)
        # Texts end where replies begin, so that the shorter ones have nothing before them.
        is_there = torch.zeros((len(batch), max(lengths) + most), dtype=torch.long)
        pasts = []
        for at, one in enumerate(batch):
            before, size = max(lengths) - lengths[at], len(one.reply)
            pasts.append(torch.nn.functional.pad(one.past, (0, 0, before, 0)))
            replies[at, :size] = torch.tensor(one.reply)
            wanted[at, begin - 1 : size - 1] = replies[at, begin:size]
            is_there[at, before : max(lengths) + size] = 1
        cache = DynamicCache()
        for layer, (keys, values) in enumerate(torch.stack(pasts, dim=2)):
            cache.update(keys, values, layer)
        logits = self._model(
            input_ids=replies,
            past_key_values=cache,
            attention_mask=is_there,
            position_ids=torch.arange(most) + torch.tensor(lengths)[:, None],
        ).logits
        return torch.nn.functional.cross_entropy(
            logits.float().flatten(0, 1),
            wanted.flatten(),
            ignore_index=_IGNORED,
            reduction="sum",
        )


def _batches(read: Sequence[Read]) -> Iterator[Sequence[Read]]:
    for first in range(0, len(read), _AT_ONCE):
        yield read[first : first + _AT_ONCE]


if __name__ == "__main__":
    main()
