"""Twenty thousand strings: no personal number is missed, and hardly a public one is taken for one."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.corpus import PERSONAL, PUBLIC, Said, make_corpus
from ledctl.screening.masking import find_personal

MOST_FALSE = 0.005


@pytest.fixture(scope="module")
def corpus() -> list[Said]:
    return make_corpus()


def hidden(said: Said) -> bool:
    """Whether one hit covers the whole secret."""
    start = said.text.index(said.secret)
    end = start + len(said.secret)
    return any(hit.start <= start and end <= hit.end for hit in find_personal(said.text))


def test_the_corpus_is_large_and_mostly_harmless(corpus: list[Said]) -> None:
    """At least 20,000 strings, at least half of them look-alikes, and every shape many times."""
    shapes = Counter(said.shape for said in corpus)
    assert len(corpus) >= 20_000
    assert sum(not said.secret for said in corpus) >= len(corpus) / 2
    assert shapes.keys() == PERSONAL.keys() | PUBLIC.keys()
    assert min(shapes.values()) > 100


def test_the_same_seed_makes_the_same_strings() -> None:
    """A figure can be reproduced."""
    assert make_corpus(200, seed=7) == make_corpus(200, seed=7) != make_corpus(200, seed=8)


def test_nothing_personal_is_missed(corpus: list[Said]) -> None:
    """Recall is 100 %: each personal number is covered by a hit, whole."""
    assert [said for said in corpus if said.secret and not hidden(said)] == []


def test_hardly_anything_public_is_hidden(corpus: list[Said]) -> None:
    """Fewer than one look-alike in two hundred is taken for a personal number."""
    public = [said for said in corpus if not said.secret]
    false = Counter(said.shape for said in public if find_personal(said.text))
    assert false.total() < MOST_FALSE * len(public), false
