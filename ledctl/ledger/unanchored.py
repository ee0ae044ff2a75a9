"""How much of the record lies behind the newest checkpoint that counts. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from ledctl.sentences import Sentence, sentence


@dataclass(frozen=True, slots=True)
class Unanchored:
    """Rows behind the newest checkpoint that counts; ``checkpoint`` is its number, 0 while there is none.

    ``events`` holds one at least behind every checkpoint: that of its own signing.
    ``held``: something held outside was given, and it is that which counts.
    """

    checkpoint: int
    code: str
    events: int
    segments: int
    facts: int
    held: bool = False

    @property
    def told(self) -> Sentence:
        """What is not anchored, by chain, and what the rest is anchored by."""
        code = "unanchored_held" if self.held else "unanchored_own"
        rest = sentence("unanchored_rest", events=self.events, segments=self.segments, facts=self.facts)
        said = code if self.checkpoint else "unanchored_none"
        return sentence(said, no=self.checkpoint, of=self.code, zh=rest.zh, en=rest.en)

    def as_dict(self) -> dict[str, int | str | bool]:
        """The stable shape of ``not_yet_anchored`` in ``verify --json`` and ``checkpoint check --json``."""
        return asdict(self)
