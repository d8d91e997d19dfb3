"""Minimal acyclic automata of word lists, each word with the class of its frequency (Daciuk et al. 2000, "Incremental Construction of Minimal
Acyclic Finite-State Automata").

An edge is a 32-bit number: the code of its letter (bits 0–5), whether it is the last of its state (6), the class of the word that ends with
it (7–9; 0: none does), and the index of the first edge of its target (10–31; 0: it has none). Edge 0 is not used. Classes in the edges cost
less than numbering the words: a quarter more edges against a byte more for each.
"""
import numpy as np


class Builder:
    """Adds words in sorted order; states that have the same edges become one."""

    def __init__(self):
        self.register = {}
        self.path = [[]]         # edges of the states on the path of the last word: [label, class, target]
        self.last = ()
        self.states = []         # registered: tuples of edges

    def add(self, word, kind):
        common = 0
        while common < min(len(word), len(self.last)) and word[common] == self.last[common]:
            common += 1
        self.close(common)
        for code in word[common:]:
            self.path[-1].append([code, 0, -1])
            self.path.append([])
        self.path[-2][-1][1] = kind
        self.last = word

    def close(self, depth):
        while len(self.path) > depth + 1:
            state = tuple(map(tuple, self.path.pop()))
            self.path[-1][-1][2] = self.state(state)

    def state(self, edges):
        if not edges:
            return -1
        found = self.register.get(edges)
        if found is None:
            found = self.register[edges] = len(self.states)
            self.states.append(edges)
        return found

    def finish(self):
        self.close(0)
        return self.state(tuple(map(tuple, self.path[0])))


def compiled(words):
    """(edges, index of the first edge of the start) of {word as a tuple of letter codes: class}."""
    builder = Builder()
    for word in sorted(words):
        builder.add(word, words[word])
    start = builder.finish()
    first, at = [], 1
    for edges in builder.states:
        first.append(at)
        at += len(edges)
    numbers = np.zeros(at, np.uint32)
    assert at < 1 << 22
    for number, edges in enumerate(builder.states):
        for offset, (code, kind, target) in enumerate(edges):
            last = offset == len(edges) - 1
            numbers[first[number] + offset] = code | (last << 6) | (kind << 7) | ((first[target] if target >= 0 else 0) << 10)
    return numbers, first[start]
