"""The evidence of one notice, put together so that a stranger can check it."""
