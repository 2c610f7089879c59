"""The registry from and to spreadsheets: one list of columns for import, export and template."""
