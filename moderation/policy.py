"""The policy engine: terms, and terms that must not stand together, by category."""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from domain.errors import InvalidPrompt
from domain.values import Value
from moderation.normal import plain, readings

SHIPPED: Final = Path(__file__).parent / "rules"


class Category(StrEnum):
    """What may be refused for. The names are public."""

    SEXUAL_MINORS = "sexual-minors"
    SEXUAL = "sexual"
    VIOLENCE_GRAPHIC = "violence-graphic"
    HATE = "hate"
    SELF_HARM = "self-harm"
    WEAPONS = "weapons"
    DRUGS = "drugs"
    EXTREMISM = "extremism"
    DECEPTION = "real-person-deception"
    PRIVACY = "privacy"
    FRAUD = "fraud"


class Verdict(Value):
    """What the policy says. `rule` is for the operator's log only."""

    allowed: bool
    category: Category | None = None
    rule: str | None = None


class Rule(Value):
    """One rule of a file.

    `terms` refuse wherever they stand; `together` is a list of groups, one term of each of which
    must stand within `within` words of each other.
    """

    id: str
    category: Category
    terms: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    within: int = 12


class RuleFile(Value):
    """A file of rules. `allow` are phrases that are fine as they stand; `off` switches categories off."""

    rules: tuple[Rule, ...] = ()
    allow: tuple[str, ...] = ()
    off: tuple[Category, ...] = ()
    groups: dict[str, tuple[str, ...]] = {}


@dataclass(slots=True)
class _Node:
    """A place in the trie of phrases: what follows, and what ends here."""

    follows: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[str] = field(default_factory=list)


class Policy:
    """Rules compiled to one trie of words: a text is read once, however many rules there are."""

    def __init__(self, files: Iterable[RuleFile]) -> None:
        loaded = list(files)
        off = {category for file in loaded for category in file.off}
        groups = {name: terms for file in loaded for name, terms in file.groups.items()}
        self.rules = {
            rule.id: rule for file in loaded for rule in file.rules if rule.category not in off
        }
        self.root = _Node()
        for rule in self.rules.values():
            self._plant(rule, groups)
        for file in loaded:
            for phrase in file.allow:
                self._add(phrase, "allow")

    @classmethod
    def load(cls, paths: Sequence[Path] = ()) -> "Policy":
        """Read our own rules, and an operator's after them. Raises ValueError for a bad file."""
        files = [*sorted(SHIPPED.glob("*.toml")), *paths]
        return cls(RuleFile.model_validate(tomllib.loads(path.read_text())) for path in files)

    def check(self, text: str) -> Verdict:
        """Read a text. Time grows with its length only."""
        for words in readings(text):
            if rule := self._broken(words):
                return Verdict(allowed=False, category=rule.category, rule=rule.id)
        return Verdict(allowed=True)

    def _plant(self, rule: Rule, groups: dict[str, tuple[str, ...]]) -> None:
        for term in _expanded(rule.terms, groups):
            self._add(term, rule.id)
        for number, group in enumerate(rule.together):
            for term in _expanded(group, groups):
                self._add(term, f"{rule.id}\n{number}")

    def _add(self, phrase: str, end: str) -> None:
        node = self.root
        for word in plain(phrase).split():
            node = node.follows.setdefault(word, _Node())
        node.ends.append(end)

    def _broken(self, words: Sequence[str]) -> Rule | None:
        found: list[tuple[int, str]] = []
        allowed_until = -1
        for start in range(len(words)):
            for length, end in self._matches(words, start):
                if end == "allow":
                    allowed_until = max(allowed_until, start + length)
                elif start >= allowed_until:
                    found.append((start, end))
        return self._verdict(found)

    def _matches(self, words: Sequence[str], start: int) -> list[tuple[int, str]]:
        """Find the phrases that begin at a word; allowed ones first."""
        node, matches = self.root, []
        for place in range(start, len(words)):
            word = words[place]
            step = node.follows.get(word) or node.follows.get(_singular(word))
            if step is None:
                break
            node = step
            matches += [(place + 1 - start, end) for end in node.ends]
        return sorted(matches, key=lambda match: match[1] != "allow")

    def _verdict(self, found: list[tuple[int, str]]) -> Rule | None:
        places: dict[str, dict[int, list[int]]] = {}
        for start, end in found:
            name, _, group = end.partition("\n")
            if not group:
                return self.rules[name]
            places.setdefault(name, {}).setdefault(int(group), []).append(start)
        return next((r for name in places if _together(r := self.rules[name], places[name])), None)


def refusal(verdict: Verdict) -> InvalidPrompt:
    """Make the error that names the category, and neither the rule nor the words."""
    return InvalidPrompt(f"The prompt was refused by content policy: {verdict.category}.")


def _expanded(terms: Iterable[str], groups: dict[str, tuple[str, ...]]) -> list[str]:
    """Put a group's terms where `@group` stands."""
    return [
        each for term in terms for each in (groups[term[1:]] if term.startswith("@") else (term,))
    ]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004 - short words stay


def _together(rule: Rule, places: dict[int, list[int]]) -> bool:
    """Tell whether one term of every group stands within the rule's window. Places are in order."""
    if len(places) < len(rule.together):
        return False
    return any(
        all(_near(start, places[group], rule.within) for group in places) for start in places[0]
    )


def _near(start: int, others: list[int], within: int) -> bool:
    place = bisect_left(others, start - within)
    return place < len(others) and others[place] <= start + within
