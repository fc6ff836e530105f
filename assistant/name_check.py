"""Whether the sentences of sources name what a claim names, and nothing else in its place."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.claim import Claim
from assistant.clauses import clauses
from assistant.evidence import Evidence, adjoin, joined
from assistant.figures import figures_match, holds_figure, missing_figures, read_figures
from assistant.leftovers import copied_from_elsewhere
from assistant.names import (
    Name,
    gloss_of,
    groups,
    has_rival,
    is_abbreviation,
    is_known,
    is_word,
    mentioned,
    misnumbered,
    places,
    read_names,
    spelled_out,
    whole_names,
    words_in,
)
from assistant.nearness import SAME_WORD, WordNearness, nearest
from assistant.number_words import MONTHS
from assistant.periods import WEEKDAYS
from assistant.pronouns import begins_with_pronoun
from assistant.renderings import is_rendered, is_told_otherwise
from assistant.roles import has_role
from assistant.territories import territories
from assistant.unheard import unheard
from assistant.wording import content_words, has_capitals, is_latin, without
from index.language import detect
from index.remember import Embed, Vectors
from index.words import fold

# In characters: what stands so near to a sentence is about the same.
_AROUND = 350
# In characters from where a document begins: what it is about, and between whom, is told there.
_OPENING = 600
# Sentences that name whom a document is about, at least.
_OFTEN = 3
# So many words between a name and a figure that is told of it.
_CLOSE = 3
_BREAK = re.compile(r"[,;:.()]\s")
# A small word or two between two names: "of", "de la".
_OF = re.compile(r"\s(?:[^\W\d_]{1,3}['’]?\s?){1,2}")
# In cosines, by which a sentence that names whom the claim does may be farther from it.
_ABOUT_AS_NEAR = 0.05
# So many words behind a comma are no clause, and are said of whom the one before names.
_FRAGMENT = 5


class NameCheck:
    """Compares the names of claims with those of the sentences that may prove them."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._nearness = WordNearness(embed)

    def objection(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> str | None:
        """Return what of the names speaks against the claim in the chosen sentences, or None."""
        text = joined(chosen)
        if rivalled := self._rivalled(claim, chosen[0], text, known):
            return f"the source says this of another than {rivalled}"
        if other := self._of_another_row(claim, chosen, evidence):
            return f"the source says this of another than {other}"
        if lacking := self.lacking(claim, _told([(chosen[0].topic, text)])):
            return f"the sources do not name {', '.join(name.word for name in lacking)} here"
        if numbers := misnumbered(claim.names, claim.figures, claim.text, _whole(chosen, evidence)):
            name, number = next(iter(numbers.items()))
            return f"the source says this of another than {name.word} {number}"
        if scattered := self._scattered(claim, chosen, evidence):
            return f"the sources do not name {scattered} here"
        if unconfirmed := self._unconfirmed(claim, chosen, evidence, known):
            return f"the sources do not speak of {unconfirmed} here"
        telling = [item for item in chosen if item is chosen[0] or _gives_a_figure(item, claim)]
        if any(self._is_of_others(claim, item, evidence, known) for item in telling):
            return "the source says this of others"
        if stranger := self._stranger(claim, chosen, evidence, known):
            return f"the source says this of another than {stranger}"
        words = without(claim.figures, claim.text)
        if word := copied_from_elsewhere(words, claim.question, chosen, evidence):
            return f"the source speaks of {word} elsewhere"
        if word := unheard(claim, chosen[0].source, evidence, self._nearness):
            return f"the sources do not speak of {word}"
        return None

    def lacking(self, claim: Claim, text: str) -> list[Name]:
        """Return the sure names that neither `text` nor the question holds."""
        left = [name for name in claim.names if name.sure]
        for held_by in (text, claim.question):
            found = places(left, held_by, self._nearness)
            left = [name for name, place in zip(left, found, strict=True) if not place]
        return [
            name
            for name in left
            if not self._is_left_out(name, claim, text)
            and not is_rendered(name, claim.text, text, self._nearness)
        ]

    def named_first(
        self, claim: Claim, evidence: Sequence[Evidence], cosines: Vectors, order: Sequence[int]
    ) -> list[int]:
        """Return places of sentences in their order, but first the first that names someone new.

        Only if that is whom a claim names in a script without capitals, where its names count for
        nothing else, and if it says as many of the claim's own figures and comes about as near, as
        the `cosines` tell: a sentence that merely speaks of the same may come a little nearer.
        """
        if has_capitals(detect(claim.text)):
            return [*order]
        ranked = [evidence[place] for place in order]
        telling = [{*_telling_names(item.text, item.context)} for item in ranked]
        names = sorted(set[str]().union(*telling))
        said = {
            name
            for name, words in mentioned(names, claim.text, self._nearness).items()
            if not self._is_plainly_in(words, ranked[0].told, names)
        }
        written = {fold(word) for word in words_in(claim.question)}
        asked = {*mentioned(names, claim.question, self._nearness)}
        asked |= {name for name in names if fold(name) in written}
        at = next((at for at, names in enumerate(telling) if names - asked), 0)
        left, kept = (
            [one for one in missing_figures(claim.text, item.told) if not claim.asks_for(one)]
            for item in (ranked[0], ranked[at])
        )
        is_as_near = bool(cosines[order[at]] >= cosines[order[0]] - _ABOUT_AS_NEAR)
        if is_as_near and len(kept) <= len(left) and (telling[at] - asked) & said:
            return [order[at], *order[:at], *order[at + 1 :]]
        return [*order]

    def _rivalled(
        self, claim: Claim, item: Evidence, text: str, known: frozenset[str]
    ) -> str | None:
        """Return a name of the claim in whose place `item`, the first of `text`, has another."""
        first = item.stated
        # "As to Ann, she pays" is told of Ann, whomever the document is about.
        is_of_its_topic = not _has_topic(first)
        found = places(claim.names, item.told if is_of_its_topic else first, self._nearness)
        unwritten = [name for name, place in zip(claim.names, found, strict=True) if not place]
        said = [name.word for name in claim.names]
        # In German every noun has a capital; elsewhere a word that opens a sentence may be a name.
        language = detect(first)
        rivals = [
            name
            for name in read_names(text, detect(text), known)
            if name.start < len(first)
            if name.sure or language != "de"
        ]
        asked = places(unwritten, claim.question, self._nearness)
        for name, is_asked in zip(unwritten, asked, strict=True):
            written = f"{text}\n{claim.question}"
            if not name.sure and (not name.word[0].isupper() or _is_small_in(name, written)):
                continue
            if self._is_left_out(name, claim, text):
                continue
            if _is_asked_small(name, claim):
                continue
            # What the question names may be told of without its name, as "it", "the opening": only
            # another in the very clause then takes its place.
            near = self._nearest_clause(claim.text, item) if is_asked else first
            # A noun that opens a sentence is no rival of a German one: "inlet" of "Eingang".
            others = [
                one
                for one in rivals
                if one.word in near
                if one.sure or not (_is_noun(name, claim) and is_word(one.word, language))
            ]
            new = [one for one in others if fold(one.word) not in map(fold, said)]
            if is_told_otherwise(name, claim.text, new, near, self._nearness):
                continue
            if has_rival(name, near, others, said, self._nearness):
                return name.word
            unsaid = [one for one in rivals if fold(one.word) not in map(fold, said)]
            if is_asked and name.sure and _is_told_of_another(claim, first, unsaid, self._nearness):
                return name.word
        return None

    def _of_another_row(
        self, claim: Claim, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
    ) -> str | None:
        """Return a name of the claim that a row leaves out and another row of the source has."""
        if not chosen[0].is_row:
            return None
        others = [one for one in evidence if one.source == chosen[0].source and one.is_row]
        here = places(claim.names, _told([(chosen[0].topic, joined(chosen))]), self._nearness)
        there = places(claim.names, joined(others), self._nearness)
        rows = zip(claim.names, here, there, strict=True)
        written = [fold(word) for word in joined(chosen).split()]  # "Monat": "Monatsbeitrag"
        return next(
            (
                name.word
                for name, held, is_there in rows
                if is_there and not held
                if not any(word.startswith(fold(name.word)) for word in written)
            ),
            None,
        )

    def _scattered(
        self, claim: Claim, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
    ) -> str | None:
        """Return a name whose words stand in several sentences or names, and not in one.

        Between scripts a word is found in what only sounds like it: a stranger's first name in one
        person's, and the last name in another's.
        """
        if is_latin(claim.text) == is_latin(joined(chosen)):
            return self._of_two_persons(claim, chosen, evidence)
        for group in groups([name for name in claim.names if name.sure], claim.text):
            if all(places(group, claim.question, self._nearness)):
                continue
            held = [set[int]() for _ in chosen]
            for item, parts in zip(chosen, held, strict=True):
                found = places(group, item.stated, self._nearness)
                parts.update(at for at, place in enumerate(found) if place)
            if set[int]().union(*held) not in held:
                return spelled_out(group)
        return None

    def _of_two_persons(
        self, claim: Claim, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
    ) -> str | None:
        """Return a name whose words the source has, each in another name of several words only.

        "Ada Brown", where it tells of Ada Smith and Carl Brown.
        """
        text = _whole(chosen, evidence)
        for group in groups(whole_names(claim.names, claim.text), claim.text):
            if len(group) == 1 or fold(spelled_out(group)) in fold(text):
                continue
            held = [self._namesakes([name], text) for name in group]
            shared = set(held[0]).intersection(*held[1:])
            if all(held) and not shared and all(len(one) > 1 for names in held for one in names):
                return spelled_out(group)
        return None

    def _unconfirmed(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> str | None:
        """Return a name of the claim that neither its evidence nor the text around that holds.

        It came from the question, which may have been wrong about it: "the board of Bristol" where
        the sources tell of Kiel's. Where no other of its kind stands around, as in the clauses of a
        contract, the opening of the document counts, too.
        """
        around = [item for item in evidence if any(_is_around(item, one) for one in chosen)]
        text = _told([(item.about, item.context, item.stated) for item in around])
        whole = _whole(chosen, evidence)
        sure = [name for name in claim.names if name.sure and not _is_asked_small(name, claim)]
        for group in groups(sure, claim.text):
            gloss = _gloss(group, claim)
            if gloss and fold(gloss) in fold(text):
                continue
            # Languages abbreviate the same thing otherwise: "EU" is "UE".
            missing = [
                name
                for name, held in zip(group, places(group, text, self._nearness), strict=True)
                if not held and not is_abbreviation(name)
                if not is_rendered(name, claim.text, text, self._nearness)
            ]
            if len(missing) == len(group) and not is_known(group, text, self._nearness):
                own = _own(chosen, evidence)
                near = chosen if _is_often_named(group, own, self._nearness) else around
                if self._is_of_the_opening(group, claim, own, near, known):
                    continue
                return " ".join(name.word for name in group)
            namesakes = self._namesakes(group, text) if missing else []
            beside = [one for names in namesakes for one in names]
            has_another = any(len(names) > 1 for names in namesakes)
            for name in missing:
                if is_told_otherwise(name, claim.text, beside, text, self._nearness):
                    continue
                # "the Amazon Basin": another language has other words for it.
                if self._is_asked(name, claim) and _is_plain_abroad(name, claim, text):
                    continue
                # "Daniela Amodei" is not Dario, unless the source speaks of her, too.
                if has_another and not is_known([name], whole, self._nearness):
                    return name.word
        return None

    def _is_asked(self, name: Name, claim: Claim) -> bool:
        return all(places([name], claim.question, self._nearness))

    def _is_of_the_opening(
        self,
        group: Sequence[Name],
        claim: Claim,
        own: Sequence[Evidence],
        around: Sequence[Evidence],
        known: frozenset[str],
    ) -> bool:
        """Tell whether a document's opening names what no name around the evidence rivals."""
        opening = _told([(item.stated,) for item in own if item.start < _OPENING])
        if not all(places(group, opening, self._nearness)):
            return False
        text = joined(around)
        rivals = [name for name in read_names(text, detect(text), known) if name.sure]
        said = [name.word for name in (*claim.names, *claim.asked_names)]
        return not any(has_rival(name, text, rivals, said, self._nearness) for name in group)

    def _is_left_out(self, name: Name, claim: Claim, text: str) -> bool:
        """Tell whether `text` has the rest of a name without its plain word, or another for it.

        "Grammy" are "Grammy Awards"; but "South Korea" is not "North Korea".
        """
        group = next(one for one in groups(claim.names, claim.text) if name in one)
        found = self._namesakes([one for one in group if one != name], text)
        is_alone = bool(found) and all(len(names) == 1 for names in found)
        return is_alone and is_word(name.word, detect(claim.text))

    def _namesakes(self, group: Sequence[Name], text: str) -> list[tuple[Name, ...]]:
        """Return the names in `text` that have a word of `group` in them."""
        held = [place for found in places(group, text, self._nearness) for place in found]
        return [
            names
            for names in groups(read_names(text, detect(text)), text)
            if any(start <= name.start < end for name in names for start, end in held)
        ]

    def _nearest_clause(self, claim: str, item: Evidence) -> str:
        if item.is_row:  # it is told of its first cell
            return item.stated
        return nearest(claim, _whole_clauses(item.text) or [item.text], self._embed)

    def _is_of_others(
        self, claim: Claim, item: Evidence, evidence: Sequence[Evidence], known: frozenset[str]
    ) -> bool:
        """Tell whether claim and sentence each name two or more, and none in common.

        One name may be left out as known ("it"), or beside one that is new; two are told apart,
        unless the sentence right before names one of them, and this one none of its kind.
        """
        text = item.stated
        ours = groups([name for name in claim.names if name.sure], claim.text)
        if len(ours) < 2 or is_latin(claim.text) != is_latin(text):
            return False
        sure = [name for name in read_names(text, detect(text), known) if name.sure]
        if len(groups(sure, text)) < 2 or any(is_known(one, text, self._nearness) for one in ours):
            return False
        before = "\n".join(one.stated for one in evidence if adjoin(one, item))
        said = [name.word for name in claim.names]
        names = [name for group in ours for name in group]
        is_told_apart = any(has_rival(one, text, sure, said, self._nearness) for one in names)
        return is_told_apart or not any(is_known(one, before, self._nearness) for one in ours)

    def _stranger(
        self,
        claim: Claim,
        chosen: Sequence[Evidence],
        evidence: Sequence[Evidence],
        known: frozenset[str],
    ) -> str | None:
        """Return words of a claim without capitals that name what its evidence does not.

        Whom a document ("Interview with Marit Solheim") or the sentences before are about may go
        unnamed where a sentence names nobody else.
        """
        text = joined(chosen)
        if text.isascii() and claim.text.isascii():
            return None
        here = {name.word for name in read_names(text, detect(text), known) if name.sure}
        folded = fold(text)
        others = {
            word
            for item in evidence
            if not item.is_heading
            for word in _telling_names(item.text, item.context)
            if fold(word) not in folded
        }
        plain = without(claim.figures, claim.text)  # "欧元" is no name
        said = mentioned(sorted(others | here), plain, self._nearness)
        said = {
            name: words
            for name, words in said.items()
            if name in here or not self._is_plainly_in(words, text, here)
        }
        if here <= said.keys():
            topic = fold(_told([(item.topic, *_before(item, evidence)) for item in chosen]))
            said = {name: words for name, words in said.items() if fold(name) not in topic}
        if said.keys() <= here:
            return None
        # What the question names may go unnamed, unless the very clause names another.
        clause = self._nearest_clause(claim.text, chosen[0])
        is_free = not any(_telling_names(clause, chosen[0].context))
        asked = mentioned(sorted(others), claim.question, self._nearness) if is_free else {}
        meant = {words for name, words in said.items() if name in here or name in asked}
        return next((w for name, w in said.items() if name in others and w not in meant), None)

    def _is_plainly_in(self, words: str, text: str, names: Collection[str]) -> bool:
        """Tell whether words that sound like a name stand in a text, or mean a plain one of its."""
        plain = [word for word in content_words(text, (), detect(text)) if word not in names]
        return words in text or (
            bool(plain) and bool(self._nearness.cosines([words], plain).max() >= SAME_WORD)
        )


def _telling_names(text: str, context: str) -> Iterator[str]:
    """Give the sure names of `text`, without plain words in longer ones: "The … Journal".

    Months and weekdays are compared as figures.

    The `context` of a heading or a cell tells what language its words are of.
    """
    language = detect(f"{context}\n{text}")
    for group in groups(read_names(text, language), text):
        for name in group:
            is_plain = any(is_word(name.word, one) for one in (language, "en"))
            is_left_out = is_plain and len(group) > 1
            is_left_out |= fold(name.word) in MONTHS or fold(name.word) in WEEKDAYS
            if name.sure and len(name.word) > 2 and not is_left_out:
                yield name.word


def _is_noun(name: Name, claim: Claim) -> bool:
    """Tell whether what may be a name is a plain noun of German, which gives them capitals."""
    return not name.sure and detect(claim.text) == "de" and is_word(name.word, "de")


def _is_plain_abroad(name: Name, claim: Claim, text: str) -> bool:
    """Tell whether a name is a plain word of its language, which is not that of `text`."""
    language = detect(claim.text)
    return language != detect(text) and is_word(name.word, language)


def _is_asked_small(name: Name, claim: Claim) -> bool:
    """Tell whether a question that has capitals elsewhere writes a plain word without one.

    As in "the Harvard dental and school of Nursing"; whoever types all small tells nothing by it.
    """
    question, language = claim.question, detect(claim.question)
    has_capitals = re.search(r"(?<=\s)[^\W\d_]*[A-ZÀ-ÖØ-ÞА-Я]", question) is not None
    return (
        has_capitals
        and language != "de"
        and name.word != name.word.lower()
        and is_word(name.word, detect(claim.text))
        and not territories(name.word)
        and _is_small_in(name, question)
    )


def _is_told_of_another(
    claim: Claim, text: str, others: Sequence[Name], nearness: WordNearness
) -> bool:
    """Tell whether a figure of the claim stands right behind a name that the claim leaves out.

    "Umbrex invoiced 212 million", of whatever kind Umbrex is: the embedder knows no made-up names.
    But not "in Umbrex".
    """
    own = claim.own_figures
    said = places(claim.names, text, nearness)
    ends = [end for held in said for _, end in held]
    return any(
        name.sure
        and name.end < figure.start
        # "The yard Benassai of Molara": what goes with a name that the claim has is no other.
        and not any(_OF.fullmatch(text, end, name.start) for end in ends)
        and not has_role(text, name.start, name.end)
        and _BREAK.search(between := text[name.end : figure.start]) is None
        and len(between.split()) <= _CLOSE
        for figure in read_figures(text)
        if any(figures_match(one, figure) for one in own)
        for name in others
    )


def _is_small_in(name: Name, text: str) -> bool:
    """Tell whether `text` has a word, which a sentence begins with, without its capital."""
    return re.search(rf"\b{re.escape(name.word.lower())}\b", text) is not None


def _gives_a_figure(item: Evidence, claim: Claim) -> bool:
    return any(holds_figure(item.stated, figure) for figure in claim.figures)


def _whole_clauses(text: str) -> list[str]:
    """Return the clauses of a sentence.

    A few words behind a comma go with what is before it, and so does what is said of that by a
    pronoun: "As to Ann, she pays".
    """
    language = detect(text)
    found: list[str] = []
    for clause in clauses(text):
        is_fragment = is_latin(clause) and len(clause.split()) <= _FRAGMENT
        if found and (is_fragment or begins_with_pronoun(clause, language)):
            found[-1] += f", {clause}"
        else:
            found.append(clause)
    return found


def _has_topic(text: str) -> bool:
    """Tell whether a few words say first whom a pronoun then means: "As to Ann, she pays"."""
    first, *others = clauses(text) or [""]
    return bool(others) and (
        len(first.split()) <= _FRAGMENT and begins_with_pronoun(others[0], detect(text))
    )


def _gloss(group: Sequence[Name], claim: Claim) -> str:
    """Return the other spelling that claim or question give a name in parentheses, or nothing."""
    words = {name.word for name in group}
    asked = [name for name in claim.asked_names if name.word in words]
    return gloss_of(group, claim.text) or (gloss_of(asked, claim.question) if asked else "")


def _own(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return what of the evidence is of the document of the chosen sentences."""
    return [item for item in evidence if item.source == chosen[0].source]


def _whole(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> str:
    return _told([(item.context, item.stated) for item in _own(chosen, evidence)])


def _told(texts: Iterable[Sequence[str]]) -> str:
    return "\n".join(dict.fromkeys(text for some in texts for text in some))


def _is_often_named(group: Sequence[Name], own: Sequence[Evidence], near: WordNearness) -> bool:
    """Tell whether so many sentences of a document have a name that "the company" is its."""
    return sum(all(places(group, item.text, near)) for item in own) >= _OFTEN


def _before(item: Evidence, evidence: Sequence[Evidence]) -> list[str]:
    """Return what stands shortly before a sentence."""
    return [one.stated for one in evidence if one.start < item.start and _is_around(one, item)]


def _is_around(item: Evidence, chosen: Evidence) -> bool:
    gap = max(item.start - chosen.end, chosen.start - item.end)
    return item.source == chosen.source and gap <= _AROUND
