"""The registry from and to spreadsheets; the machinery is common.imports."""
