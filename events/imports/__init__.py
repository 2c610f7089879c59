"""Other people's plans read into plain rows: documents, workbooks, texts, the clipboard.

Reading (`files`, `clipboard`) gives a RawTable whatever the format; `analysis` tells which column
is what and what each row is; `draft` keeps that as the person puts it right; `items` shows what
would be written.
"""
