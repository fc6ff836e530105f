"""What a model knows and does not say, read off its state by weights that were learnt.

Alain and Bengio, "Understanding intermediate layers using linear classifier probes" (2016).
"""

import importlib.resources
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from langchain_core.prompts import ChatPromptTemplate

from index.remember import Vectors

FILE = "answerable.npz"


@dataclass(frozen=True, slots=True)
class Probe:
    """What is read off a state: its product with `weights`, plus `bias`.

    `weights` are as many float32 as the state has. `prompt`, as `text_of` gives it, is the one
    behind which the weights were learnt: behind another they mean nothing.
    """

    weights: Vectors
    bias: float
    prompt: str

    def read(self, state: Vectors) -> float:
        """Return the logarithm of the odds of what the weights were taught to tell."""
        return float(state @ self.weights) + self.bias

    def write(self, file: Path) -> None:
        """Keep it in a file."""
        np.savez(file, weights=self.weights, bias=np.float64(self.bias), prompt=self.prompt)


@cache
def packaged_probe() -> Probe:
    """Return what tells by the packaged model's state whether a text answers a question.

    `tests.bench.answerability` has learnt it.
    """
    return read_probe((importlib.resources.files("assistant") / FILE).read_bytes())


def read_probe(content: bytes) -> Probe:
    """Return the probe of what `Probe.write` has written."""
    with np.load(io.BytesIO(content)) as kept:
        return Probe(kept["weights"], float(kept["bias"]), str(kept["prompt"]))


def text_of(prompt: ChatPromptTemplate) -> str:
    """Return a prompt as one text, its variables by their names."""
    return prompt.format(**{name: f"{{{name}}}" for name in prompt.input_variables})
