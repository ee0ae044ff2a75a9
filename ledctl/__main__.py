"""``python -m ledctl`` is the command ``ledctl``."""

from ledctl.cli import main

if __name__ == "__main__":
    main()
