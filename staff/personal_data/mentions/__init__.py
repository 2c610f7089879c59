"""Where people wrote a person's name into texts, and putting a mark there instead.

A name found by its letters may be a namesake's, so nothing is replaced that the one who makes the
person impersonal has not confirmed, wording by wording. Rooms: names (a name in all its forms);
columns (every text of the database); finding; replacing.

An application tells by `keep` (columns) which of its columns are facts to be left alone.
"""
