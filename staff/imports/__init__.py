"""The list of people in workbooks: read with a preview, written as it is."""
