"""A report filled in without the portal: a workbook to take away, and what comes back in it.

`places` lays the form out on a sheet, and both ends go by it: `writing` makes the workbook,
`reading` takes it apart and refuses what is not ours, `comparing` tells what it would change.
`stamp` is the signed note of what was given out: the campaign, the edition, the libraries and the
answers that stood in their cells.
"""
