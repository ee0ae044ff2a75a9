"""Up and down from a phone in the field, by the code on a sheet."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
