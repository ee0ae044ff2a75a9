"""Whether the record is what it was: recompute it from its facts and name the first row that does not hold.

``verify`` is the whole of it; the other modules are its parts, and ``rebuild`` puts
right what is derived. Nothing here writes anything else. Not here: checkpoints and the
chain of facts (``anchoring``), and what stands above the ledger (``ledctl.audits``).
"""
