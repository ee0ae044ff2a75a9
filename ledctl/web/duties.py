"""What is due at the boards, and what the supervision team found."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
