"""Time that does not follow a wall clock which cannot be right (R15).

``belief.py`` decides, ``clock.py`` is the clock everything else takes,
``kernel.py`` asks the machine whether anybody keeps its clock right, and
``kept.py`` hands what is believed from one process to the next.
"""

from ledctl.steady.belief import Doubt, How
from ledctl.steady.clock import BUILT, SteadyClock, Trust
from ledctl.steady.doubts import doubt_of, is_known

__all__ = ["BUILT", "Doubt", "How", "SteadyClock", "Trust", "doubt_of", "is_known"]
