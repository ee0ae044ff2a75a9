"""The record as a file that leaves the house, and the program a stranger checks it with.

``parts`` says which rows, ``rows`` reads them as stored, ``file`` writes them as they
come. ``offline/`` is data: it ships in every export and is imported by nothing.
"""
