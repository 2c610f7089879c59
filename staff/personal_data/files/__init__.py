"""A person's name inside the files that people attach to records, questions, papers.

Every model of `common.files.storing.StoredFile` is looked into, but for pictures and for the
scans of consents, which go with the person. `reading` keeps the words of files in the background,
`finding` looks for a name in them.
"""
