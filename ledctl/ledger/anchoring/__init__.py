"""How far the record has come, said so that it can be held against it later: links, keys, signatures.

``facts`` links the rows of all other tables of facts into the third chain,
``statements`` is the text of a checkpoint, ``keys`` the site's key, ``checkpoints`` the
signing; ``linked`` and ``anchored`` hold all of it against each other.
"""
