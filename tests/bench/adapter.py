"""Builds into a model what was learnt to read in the midst of its layers, as a LoRA adapter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from numpy.typing import NDArray

from index.remember import Vectors

# What begins a reply in the packaged model's template. From there on the adapter is active, as an
# "activated LoRA" (Greenewald et al. 2025): what was read before stays as it is, and is not read
# again for a reply without it.
BEGINS_REPLY = "<|im_start|>assistant\n"
# How far the gates of the neurons are opened. So far they let through as it is what is put into
# them: silu(20) is 20.
_OPEN = 20.0
# How much of the log-odds of "Yes" and "No" one of what is read becomes; and by how much the two
# are made likelier than any other word, whatever is read.
LOGITS = 5.0
_AHEAD = 37.5
# The length of the last layer's state before its norm, as the root of its mean square; and by how
# much the model of its own accord has "No", with which "None" begins, ahead of "Yes". Found over
# twenty questions in llama.cpp: with both, its log-odds were 5.2 times what transformers read, plus
# .03, at a correlation of .994.
_LENGTH = 45.6
_LEANING = 11.25


@dataclass(frozen=True, slots=True)
class Probe:
    """What is read in a state: its product with `weights`, plus `bias`, a logarithm of odds.

    `weights` are as many float32 as the state has.
    """

    weights: Vectors
    bias: float

    def read(self, states: Vectors) -> Vectors:
        """Return what is read in each of the states, a row each."""
        return np.asarray(states @ self.weights + self.bias, np.float32)


def write_adapter(
    file: Path, probe: Probe, states: Vectors, layer: int, model: Any, tokenizer: Any, about: str
) -> None:
    """Write an adapter under which a model says "Yes" or "No" as the probe has it.

    `states` are those that the probe was learnt from: what the feed-forward block of `layer` is
    given where a reply begins. `model` and `tokenizer` are transformers' of a Qwen2.

    That block is, of x, down(silu(gate x) * up x). The adapter, of rank two, takes the neurons that
    say least there. Their gates are made to stand open, by weights whose product with every state
    is nearly the same. What goes through the one is the probe, and it writes in the direction in
    which, at the end of the layers, "Yes" gains on "No"; through the other goes always the same, by
    which both gain on every other word.
    """
    block = model.model.layers[layer].mlp
    gate, up, down = (
        one.weight.detach().float().numpy()
        for one in (block.gate_proj, block.up_proj, block.down_proj)
    )
    said = np.abs(states @ gate.T).mean(0) + np.abs(states @ up.T).mean(0)
    taken = said.argsort()[:2]
    neurons = np.eye(len(gate), dtype=np.float32)[taken]
    always = _always_one(states)
    bias = probe.bias + _LEANING / LOGITS
    through = np.stack([probe.weights + bias * always, always])
    written = _LENGTH / _OPEN * _towards_yes_and_no(model, tokenizer)
    # Each takes off what stands there and puts its own in its place.
    parts = {
        "ffn_gate": (_OPEN * always - gate[taken], neurons.T),
        "ffn_up": (through - up[taken], neurons.T),
        "ffn_down": (neurons, (written - down[:, taken].T).T),
    }
    tensors = {
        f"blk.{layer}.{name}.weight.lora_{letter}": np.asarray(matrix, np.float32)
        for name, both in parts.items()
        for letter, matrix in zip("ab", both, strict=True)
    }
    # Alpha over the rank is one.
    write_lora(file, tensors, len(taken), tokenizer(BEGINS_REPLY).input_ids, about)


def write_lora(
    file: Path, tensors: Mapping[str, NDArray[Any]], alpha: float, begins: Sequence[int], about: str
) -> None:
    """Write the matrices of an adapter, by llama.cpp's names, for a Qwen2.

    It is active from the tokens `begins` on, and as strong as `alpha` over its rank. `about` says
    for what prompt it was made.
    """
    writer = gguf.GGUFWriter(file, "qwen2")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(alpha))
    writer.add_key_value(
        gguf.Keys.Adapter.ALORA_INVOCATION_TOKENS,
        begins,
        gguf.GGUFValueType.ARRAY,
        sub_type=gguf.GGUFValueType.UINT32,
    )
    writer.add_description(about)
    for name, tensor in tensors.items():
        writer.add_tensor(name, np.ascontiguousarray(tensor))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _always_one(states: Vectors) -> Vectors:
    """Return the weights whose product with each state is nearest to one (ridge regression)."""
    products = states @ states.T
    penalty = 1e-3 * float(np.trace(products)) / len(states) * np.eye(len(states))
    shares = np.linalg.solve(products + penalty, np.ones(len(states)))
    return np.asarray(states.T @ shares, np.float32)


def _towards_yes_and_no(model: Any, tokenizer: Any) -> Vectors:
    """Return two changes of the last layer's state, for one whose length the last norm leaves.

    They are the smallest there are by which "Yes" gains so many LOGITS on "No", and by which the
    mean of both is so far ahead of the mean of all words.
    """
    yes, no = (tokenizer(word).input_ids[0] for word in ("Yes", "No"))
    with torch.inference_mode():
        words = model.lm_head.weight.float() * model.model.norm.weight.float()
        gained = torch.stack(
            [words[yes] - words[no], (words[yes] + words[no]) / 2 - words.mean(0)]
        ).numpy()
    wanted = np.array([LOGITS, _AHEAD], np.float32)[:, None]
    return np.asarray(wanted * gained / (gained**2).sum(1, keepdims=True), np.float32)
