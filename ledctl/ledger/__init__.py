"""What happened: events, displays, and the proof that neither was changed afterwards.

Three hash chains in one database. ``event`` holds one row for everything a person
or the machine did (``log``); ``segment`` holds every page that stood on a sign, packed
by the hour or more (``recorder`` writes, ``history`` reads); ``fact`` binds the rows of
all other tables of facts. The database refuses UPDATE and DELETE on them. Rows carry
copies of the facts they speak of and no foreign key to anything that can change (R30).

Here is what is written and read every day. ``checking`` recomputes it, ``anchoring``
signs how far the three chains had come, ``exporting`` writes what leaves the house.
"""
