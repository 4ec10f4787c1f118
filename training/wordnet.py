"""Word relations for the checks from WordNet's files: `python wordnet.py DICT --data DATA --out FILE`.

DICT holds `data.noun`, `data.verb`, `data.adj` and `index.sense` of WordNet 3.1; DATA the treebank, whose words and those that
WordNet's own tagged corpus has seen are the vocabulary. Only leading senses are used: a relation that hangs on a rare sense joins
what news keeps apart.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

SYNONYM_SHARE = 0.4
"""Least share of a word's uses in running text that a sense must have for its synonyms to count."""
RELATED_SHARE = 0.25
"""The same for the noun and the verb or adjective that one was made from."""
CLASSES = """
person worker#1 leader official relative offender criminal expert athlete player musician artist scientist traveler entertainer inhabitant
soldier educator clergyman combatant merchant servant professional employee man woman child juvenile
animal bird fish insect mammal horse dog cattle
vehicle craft#2 vessel#2 ship boat aircraft car truck
building structure house housing facility room shelter#3 tower restaurant outlet
weapon gun firearm arms bomb
drug medicine#2 alcohol liquor beverage food fruit vegetable meat dish#2 produce fuel gas metal
clothing garment furniture equipment machine device tool instrument#1 container appliance
plant#2 tree flower shrub vegetation
document publication book#2
illness disease disorder injury symptom infection
crime offense#3 sport organization institution business road highway district
""".split()
"""Names that news uses for the things under them, the first sense unless a rank is given."""
NOUN_SHARE = 0.6
"""Least share of a word's uses as a noun that a member of a kind must have."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_MARK = re.compile(r"\((?:a|p|ip)\)$")
Sense = tuple[str, str]
"""Part of speech and offset in the data file."""


@dataclass(frozen=True)
class Pointer:
    """A relation of a set of synonyms, or of one of its words, to another."""

    symbol: str
    target: Sense
    word: int
    """1-based place of the word it starts from; 0 for the whole set."""
    other: int


@dataclass
class WordNet:
    """Sets of synonyms and the senses of each word, the most frequent one first."""

    words: dict[Sense, list[str]] = field(default_factory=dict)
    pointers: dict[Sense, list[Pointer]] = field(default_factory=dict)
    senses: dict[tuple[str, str], list[tuple[int, int, Sense]]] = field(default_factory=lambda: defaultdict(list))
    """Word and part of speech to rank, uses in the tagged corpus, and sense."""

    def share(self, word: str, sense: Sense) -> float:
        """Share of a word's tagged uses that a sense has; without any use the first of its senses counts as frequent."""
        known = self.senses.get((word, sense[0]), [])
        total = sum(uses for _, uses, _ in known)
        for rank, uses, other in known:
            if other == sense:
                return uses / total if total else (1.0 if len(known) == 1 else 0.6 if rank == 1 else 0.0)
        return 0.0

    def above(self, sense: Sense) -> list[Sense]:
        """Everything a noun is a kind of, nearest first."""
        found: list[Sense] = []
        waiting = [sense]
        while waiting:
            for pointer in self.pointers[waiting.pop(0)]:
                if pointer.symbol == "@" and pointer.target not in found:
                    found.append(pointer.target)
                    waiting.append(pointer.target)
        return found


def read(folder: Path) -> WordNet:
    """Read the data files; FileNotFoundError when one is missing."""
    net = WordNet()
    for pos, name in (("n", "noun"), ("v", "verb"), ("a", "adj")):
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue  # the licence
            part = line.split("|")[0].split()
            count = int(part[3], 16)
            sense = (pos, part[0])
            net.words[sense] = [_MARK.sub("", part[4 + 2 * i]).lower() for i in range(count)]
            at = 4 + 2 * count
            net.pointers[sense] = [
                Pointer(symbol, ("a" if other == "s" else other, offset), int(ends[:2], 16), int(ends[2:], 16))
                for symbol, offset, other, ends in (part[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(part[at])))
            ]
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, offset, rank, uses = line.split()
        word, rest = key.split("%")
        pos = {"1": "n", "2": "v", "3": "a", "5": "a"}.get(rest[0])
        if pos:
            net.senses[word, pos].append((int(rank), int(uses), (pos, offset)))
    for known in net.senses.values():
        known.sort()
    return net


def vocabulary(net: WordNet, treebank: Path) -> tuple[set[str], set[str]]:
    """Words of the treebank and of WordNet's tagged corpus, and those of them that are mostly nouns."""
    uses: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (word, pos), known in net.senses.items():
        for _, count, _ in known:
            uses[word][pos] += count
    with lzma.open(treebank, "rt", encoding="utf-8") as lines:
        for line in lines:
            part = line.split("\t")
            if len(part) > 3 and part[3] in ("NOUN", "VERB", "ADJ"):
                uses[part[2].lower()][part[3][0].lower()] += 1
    found = {word for word, counts in uses.items() if any(counts.values()) and _WORD.fullmatch(word)}
    return found, {word for word in found if uses[word]["n"] >= NOUN_SHARE * sum(uses[word].values())}


def synonyms(net: WordNet, known: set[str]) -> list[list[str]]:
    """Nouns, verbs and adjectives that share a leading sense."""
    groups = (
        sorted({word for word in words if word in known and net.share(word, sense) >= SYNONYM_SHARE}) for sense, words in net.words.items()
    )
    return sorted(group for group in groups if len(group) > 1)


def related(net: WordNet, known: set[str]) -> list[list[str]]:
    """Verbs and adjectives with the nouns made from them; nouns for the doer are left out, for "killers" are not those killed."""
    person = net.senses["person", "n"][0][2]
    pairs = set()
    for sense, pointers in net.pointers.items():
        for p in pointers:
            if p.symbol != "+" or sense[0] == "n" or p.target[0] != "n" or not p.word or not p.other or person in net.above(p.target):
                continue
            base, noun = net.words[sense][p.word - 1], net.words[p.target][p.other - 1]
            if base != noun and {base, noun} <= known and min(net.share(base, sense), net.share(noun, p.target)) >= RELATED_SHARE:
                pairs.add((base, noun))
    groups: dict[str, list[str]] = defaultdict(list)
    for base, noun in sorted(pairs):
        groups[base].append(noun)
    return [[base, *nouns] for base, nouns in sorted(groups.items())]


def classes(net: WordNet, known: set[str], nouns: set[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Kinds with the nouns whose first sense is of that kind, and with the words that name the kind."""
    kinds: dict[Sense, str] = {}
    for name in CLASSES:
        word, _, rank = name.partition("#")
        kinds[net.senses[word, "n"][int(rank or 1) - 1][2]] = word
    members: dict[str, list[str]] = defaultdict(list)
    for word in sorted(nouns):
        for sense in net.above(net.senses[word, "n"][0][2]) if (word, "n") in net.senses else ():
            if sense in kinds:
                members[kinds[sense]].append(word)
    names = {
        kind: sorted({kind, *(word for word in net.words[sense] if word in known and net.share(word, sense) >= RELATED_SHARE)})
        for sense, kind in kinds.items()
    }
    return members, names


def main() -> None:
    """Write one line a word: the word, the numbers of its groups, the kinds it belongs to (^) and those it names (@)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dict", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    net = read(args.dict)
    known, nouns = vocabulary(net, args.data / "treebank" / "train.conllu.xz")
    marks: dict[str, list[str]] = defaultdict(list)
    groups = synonyms(net, known)
    for number, group in enumerate(groups + related(net, known)):
        for word in group:
            marks[word].append(str(number))
    members, names = classes(net, known, nouns)
    for sign, table in (("^", members), ("@", names)):
        for kind, words in table.items():
            for word in words:
                marks[word].append(sign + kind)
    lines = (f"{word} {' '.join(found)}\n" for word, found in sorted(marks.items()))
    args.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
