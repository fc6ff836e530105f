"""What was written becomes the checked answer: what of it stands, in the question's language."""

import time
from dataclasses import replace
from typing import Any

from langchain_core.runnables import Runnable

from assistant.answer import Answer, Timings
from assistant.asked_of import asked_of_another
from assistant.disagreement import Disagreements
from assistant.evidence import Proof, cite, claims_in, with_markers
from assistant.focus import Focus
from assistant.kept_names import hidden, lost_names, put_into_title, shown
from assistant.leftovers import are_translated, left_over
from assistant.nearness import WordNearness
from assistant.one_language import is_in
from assistant.phrases import language_name, not_found, not_spoken_of, otherwise
from assistant.reply import CUT, is_cut
from assistant.support import Prover
from assistant.wording import has_capitals
from index.embed import Embedder

# From the chain's state to what the model writes.
Writer = Runnable[dict[str, Any], str]
# What a strong model is told to say where the text does not answer.
_REFUSAL = "NOT FOUND"
_CUT_SHORT = "the model's reply reached its limit here (ASSISTANT_ANSWER_TOKENS)"


class Check:
    """The last step of the chain.

    `write` writes an answer once more, `translated` translates the state's draft, and
    `in_one_language` translates the words that an answer left in its source's language; each is
    None where the model does not do that. `model` is its name.
    """

    def __init__(
        self,
        write: Writer | None,
        translated: Writer | None,
        in_one_language: Writer | None,
        model: str,
        embedder: Embedder,
    ) -> None:
        self._write = write
        self._translated = translated
        self._in_one_language = in_one_language
        self._nearness = WordNearness(embedder.encode_queries)
        self._prover = Prover(embedder.encode_queries)
        self._disagreements = Disagreements(embedder.encode_queries)
        self._model = model
        self._embedder = embedder

    def answer(self, state: dict[str, Any], first_token: float | None) -> Answer:
        """Return the answer to the state's question, whose first token came at that time."""
        proofs = [
            self._completed(self._of_the_question(proof, state), state)
            for proof in self._proofs(state)
        ]
        sentences, citations = cite([*proofs, *self._disagreeing(proofs, state)])
        language: str = state["language"]
        began = state["began"]
        missing: tuple[str, ...] = state["unknown"].words
        text = with_markers(sentences) if citations else not_found(language)
        if citations and missing:
            text += f" {not_spoken_of(language, missing)}"
        return Answer(
            question=state["question"],
            language=language,
            status=("partial" if missing else "answered") if citations else "not_found",
            text=text,
            sentences=tuple(sentences),
            citations=tuple(citations),
            passages=tuple(state["passages"]),
            model=self._model,
            embedder=self._embedder.id,
            timings=Timings(
                search=_milliseconds(state["found"] - began),
                first_token=_milliseconds(first_token - began) if first_token else None,
                total=_milliseconds(time.perf_counter() - began),
            ),
            missing=missing,
            standalone=state["standalone"],
            answerability=state["answerability"],
        )

    def _proofs(self, state: dict[str, Any]) -> list[Proof]:
        """Prove what the model wrote; if none of it stands, let it write once more from less.

        What stands, but not in the question's language, is translated or, where that fails, given
        in the words of its evidence.
        """
        if state["is_refused"]:
            return []
        if self._write is None:
            return self._quote(state)
        if _is_refusal(state["reply"]):
            return []
        language: str = state["language"]
        if state["draft"].strip() and not has_capitals(language):
            return self._proofs_by_draft(state)
        proofs = self._prove(state["reply"], state)
        if not any(_is_in_its_language(proof.claim, state) for proof in _supported(proofs)):
            proofs = self._once_more(proofs, language, state)
        if not _supported(proofs):
            drafted = self._prove(state["draft"], state)
            if _supported(drafted):  # it was lost in translation
                return self._in_its_language(drafted, state["reply"], state)
        return self._in_its_language(proofs, "", state)

    def _proofs_by_draft(self, state: dict[str, Any]) -> list[Proof]:
        """Prove the draft, and give what of it stands in the question's language.

        For scripts without capitals, which hide names: there the translation alone proves less.
        """
        drafted = self._prove(state["draft"], state)
        if _supported(drafted):
            return self._in_its_language(drafted, state["reply"], state)
        # In its own language, to be proved before it is translated.
        again = self._once_more(drafted, state["draft_language"], state)
        return self._in_its_language(again, "", state) if _supported(again) else drafted

    def _once_more(self, proofs: list[Proof], language: str, state: dict[str, Any]) -> list[Proof]:
        """Return the proofs of what the model writes from less in `language`; if none, `proofs`."""
        narrowed = _narrowed(proofs, state["excerpts"])
        if not narrowed or self._write is None:
            return proofs
        second = self._write.invoke({**state, "excerpts": narrowed, "draft_language": language})
        again = [] if _is_refusal(second) else self._prove(second, state)
        return again if _supported(again) else proofs

    def _in_its_language(
        self, proofs: list[Proof], reply: str, state: dict[str, Any]
    ) -> list[Proof]:
        """Return what stands in the question's language, one by one, and what does not as it is.

        `reply` is the translation of all of it, if it was made already; if it is "", what is in
        that language already stays.
        """
        made = reply if len(proofs) == 1 else ""
        translated = [
            one
            for proof in proofs
            for one in (
                [proof]
                if proof.reason or (not reply and _is_in_its_language(proof.claim, state))
                else self._translation(proof, made, state)
            )
        ]
        return list({proof.claim: proof for proof in translated}.values())

    def _translation(self, proof: Proof, made: str, state: dict[str, Any]) -> list[Proof]:
        """Return the proofs of a sentence's translation; of its evidence, if that does not stand.

        The translation is `made`, or made here if that is empty. If it does not stand, or is in a
        script that hides names, those that it lost are put back.
        """
        text = made
        if not text and self._translated:
            text = self._translated.invoke({**state, "draft": proof.claim})
        proofs = self._standing(text, state) if has_capitals(state["language"]) else []
        if not proofs:
            whole = self._with_names(proof, text, state)
            is_new = whole != text or not has_capitals(state["language"])
            proofs = self._standing(whole, state) if is_new else []
        if not proofs and _is_in_its_language(proof.claim, state):
            return [proof]  # there was nothing to translate
        return proofs or [
            Proof(item.text, (item,), proof.score, None) for item in proof.evidence[:1]
        ]

    def _standing(self, translation: str | None, state: dict[str, Any]) -> list[Proof]:
        """Return the proofs of a translation, none unless all of it stands in its language."""
        if not (translation and _is_in_its_language(translation, state)):
            return []
        proofs = self._prove(translation, state)
        return proofs if len(_supported(proofs)) == len(proofs) else []

    def _with_names(self, proof: Proof, translation: str, state: dict[str, Any]) -> str | None:
        """Return a translation of what was proved that has all of its names, or None."""
        lost = lost_names(proof.claim, translation, proof.evidence, self._nearness)
        if not lost:
            return translation
        titled = put_into_title(proof.claim, translation, lost)
        if titled and not lost_names(proof.claim, titled, proof.evidence, self._nearness):
            return titled
        hiding = hidden(proof.claim, lost)
        if not hiding or not self._translated:
            return None
        text = shown(self._translated.invoke({**state, "draft": hiding}), lost)
        is_whole = text and not lost_names(proof.claim, text, proof.evidence, self._nearness)
        return text if is_whole else None

    def _of_the_question(self, proof: Proof, state: dict[str, Any]) -> Proof:
        """Return a proof; without support, if what was written is of another than was asked of."""
        if proof.reason or self._write is None:
            return proof
        question: str = state["standalone"]
        names = asked_of_another(proof.claim, question, proof.evidence, self._nearness)
        if not names:
            return proof
        return replace(proof, reason=f"the question asks this of {names[0]}, not of {names[1]}")

    def _completed(self, proof: Proof, state: dict[str, Any]) -> Proof:
        """Translate the words that a supported sentence has left in another language.

        It stays as it is if that fails: if what comes does not stand, or has other words for them.
        """
        language: str = state["language"]
        if proof.reason or self._in_one_language is None:
            return proof
        if not _is_in_its_language(proof.claim, state):
            return proof
        words = left_over(proof.claim, proof.evidence, state["standalone"], language)
        if not words:
            return proof
        other = next(iter(words.values()))
        text = self._in_one_language.invoke(
            {
                "text": proof.claim,
                "words": ", ".join(word for word, one in words.items() if one == other),
                "language": language_name(language),
                "other_language": language_name(other),
            }
        )
        embed = self._embedder.encode_words
        if not are_translated([*words], proof.claim, text, embed):
            return proof
        if lost_names(proof.claim, text, proof.evidence, self._nearness):
            return proof
        proofs = self._prove(text, state)
        return proofs[0] if len(proofs) == 1 and _supported(proofs) else proof

    def _disagreeing(self, proofs: list[Proof], state: dict[str, Any]) -> list[Proof]:
        """Return what other sources say instead of what is proved, each sentence of theirs once."""
        found = [
            self._disagreements.find(proof, state["evidence"], state["standalone"])
            for proof in _supported(proofs)
        ]
        language: str = state["language"]
        return [
            Proof(otherwise(language, one.figures, one.evidence.date), (one.evidence,), 1.0, None)
            for one in dict.fromkeys(one for one in found if one)
        ]

    def _prove(self, reply: str, state: dict[str, Any]) -> list[Proof]:
        claims = claims_in(reply.removesuffix(CUT))
        # Half a sentence may say what the whole would not; and "2." may be half of "2.5".
        half = claims.pop() if is_cut(reply) and claims else None
        proofs = self._prover.prove(claims, state["evidence"], state["standalone"])
        return [*proofs, Proof(half, (), 0.0, _CUT_SHORT)] if half else proofs

    def _quote(self, state: dict[str, Any]) -> list[Proof]:
        """Answer with the sentence that is nearest to the question, as it stands."""
        focused: Focus = state["focus"]
        best = focused.sentence
        return [Proof(best.text, (best,), 1.0, None)] if best else []


def _is_in_its_language(text: str, state: dict[str, Any]) -> bool:
    read = " ".join([state["standalone"], *(item.text for item in state["evidence"])])
    return is_in(state["language"], text, read)


def _is_refusal(reply: str) -> bool:
    return reply.strip(" .\n*").upper() == _REFUSAL


def _narrowed(proofs: list[Proof], excerpts: list[str]) -> list[str]:
    """Return the text that came nearest to what was written, or what was not read with care yet."""
    closest = max(proofs, key=lambda proof: proof.score, default=None)
    if closest and closest.evidence:
        return [" ".join(item.text for item in closest.evidence)]
    return excerpts[1:]


def _supported(proofs: list[Proof]) -> list[Proof]:
    return [proof for proof in proofs if proof.reason is None]


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
