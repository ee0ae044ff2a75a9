"""The register of boards, one board, and what is up today."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
