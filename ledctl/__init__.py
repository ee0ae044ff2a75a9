"""ledctl: public notices on a township's gate screen, approved, shown, proven, counted."""

__version__ = "0.1.0"
