"""The year's forms: what the county collects, filled from the count and by hand, checked, filed, printed.

Forms are data (``config/defaults/forms``, ``SITE/forms``). Here: reading them,
filling them, their cross-checks, the values entered by hand, filed versions, and
the four ways they leave the office. Not here: what is counted (``reports``).
"""
