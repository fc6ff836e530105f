"""One module for each kind of file: each finds the text in it, and what the format says of it.

A reader takes the open file and gives its `Content`. What it cannot read it says in a ReadError,
without the file's name, which it does not know; whatever else it raises means that the file is
damaged. Libraries that read formats are imported inside functions, for a folder of plain text needs
none of them.

In a text that is extracted, whatever stands for itself (a paragraph, a row of a table, an item of a
list) is parted from the next by a blank line, so that nobody takes such lines for one that was
wrapped.
"""
