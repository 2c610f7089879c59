"""The demo region: a fictional oblast with its libraries, people, reports and plans.

Everything is made from lists of our own and a seeded generator, so that the region is the same
on every machine; no name or figure belongs to a real library.
"""
