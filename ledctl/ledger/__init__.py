"""What happened: events, displays, and the proof that neither was changed afterwards.

Two hash chains in one database. ``event`` holds one row for everything a person
or the machine did (``log``); ``segment`` holds every page that stood on a sign,
packed by the hour (``recorder`` writes, ``history`` reads). The database refuses
UPDATE and DELETE on both; ``verify`` recomputes them. Rows carry copies of the
facts they speak of and no foreign key to anything that can change (R30).
"""
