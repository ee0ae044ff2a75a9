"""The API: sheets of a notice: printing one, and which were printed."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(tags=["boards"])
