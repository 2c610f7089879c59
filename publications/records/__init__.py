"""Bibliographic records by ГОСТ Р 7.0.100-2018, made of plain values, without a database.

`names` reads and writes people's names, `record` holds what is known of a publication, `writing`
puts it down. The marks between areas are a full stop, an ordinary space, an en dash and a space:
the copied text must look in a catalogue as if typed there, so no space is a non-breaking one.
"""
