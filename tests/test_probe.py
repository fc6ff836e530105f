from pathlib import Path

import numpy as np

from assistant.probe import Probe, packaged_probe, read_probe, text_of
from assistant.prompt import prompts_for


def test_a_state_is_weighed() -> None:
    weights = np.array([0.5, -2.0, 0.0], np.float32)
    assert Probe(weights, 1.0, "").read(np.array([2.0, 0.25, 9.0], np.float32)) == 1.5


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = Probe(np.array([0.5, -2.0], np.float32), 0.25, "Is it so? {question}")
    made.write(tmp_path / "kept.npz")
    found = read_probe((tmp_path / "kept.npz").read_bytes())
    assert found.weights.tolist() == made.weights.tolist()
    assert (found.bias, found.prompt) == (made.bias, made.prompt)


def test_the_packaged_weights_are_those_of_the_prompt_as_it_stands() -> None:
    """Whoever changes the prompt has to learn them anew: `python -m tests.bench.answerability`."""
    prompt = prompts_for("small").answerable
    assert prompt is not None
    assert packaged_probe().prompt == text_of(prompt)
    assert packaged_probe().weights.shape == (1536,)
