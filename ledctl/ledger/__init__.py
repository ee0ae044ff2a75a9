"""What happened: events, displays, and the proof that neither was changed afterwards.

Two hash chains in one database. ``event`` holds one row for everything a person
or the machine did (``log``); ``segment`` holds every page that stood on a sign,
packed by the hour (``recorder`` writes, ``history`` reads). The database refuses
UPDATE and DELETE on both; ``verify`` recomputes them. A third chain binds the rows
of all other tables of facts (``facts``), and a signed checkpoint says how far the
three had come (``checkpoints``, ``anchored``). Rows carry copies of the
facts they speak of and no foreign key to anything that can change (R30).
"""
