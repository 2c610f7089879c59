"""The designer of forms: writing an edition in the browser, step by step.

`tree` walks the definition of an edition, `sections`, `lines` and `checks` change it, each
function giving a new definition; `origins` remembers where cells stood in the edition that this
one continues, `files` writes and reads the file, `faults` tells what is wrong and where,
`trial` runs the checks over reports collected already.
"""
