"""Importing tables in two steps: a preview of what would change, then one confirmation.

Nothing is written before the person confirms, and nothing while one cell is wrong or one question
is open: every fault is told with its sheet, cell, column and what to do.

How to import rows of a model of yours:

1. A model for the waiting files: `class StaffImport(PreviewedImport)` (common.imports.records).
2. Columns: a tuple of `ImportColumn` (common.imports.columns); a reader turns a cell into a value
   of the field or raises `CellError` (common.imports.cells has the usual ones). The same columns
   write the list and the template (common.imports.writing).
3. An importer: subclass `ModelImporter` (common.imports.rows) when a row of the file is a row of
   the model; tell `record`, `kind`, `model`, `columns`, `relations` and write `lookup_for`,
   `find`, `create`, `change`. `find` returns a `Match`: the stored row, none, or several rows
   among which the person is asked to choose. Subclass `Importer` itself for tables of another
   shape (libraries.imports.population).
4. Pages: `ImportPages(importer, …).urls("import/")` in urls.py gives the pages of uploading,
   preview, answers, confirmation, cancelling and the template, named after `prefix`; add their
   cases to the permission battery.

Outside of pages: `read_import`, `answer_import`, `confirm_import`, `cancel_import` of
common.imports.actions.
"""
