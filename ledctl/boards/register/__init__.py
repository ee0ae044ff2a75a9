"""The register: entering a board, changing it, what it measures and what room is left on it."""
