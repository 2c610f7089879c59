"""Summaries that everybody may read: tables and pictures of a closed collection, kept as they were.

What is published is read once (`making`), less small numbers of people (`discreet`), and kept whole
(`keeping`): neither a corrected formula nor a reopened collection changes what the public has read.
"""
