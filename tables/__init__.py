"""How rows are put for people who read Norwegian: the order of the letters, and cells that a spreadsheet opens as text.

The API and the pages both make lists and sheets; this is all they share but what goes over the wire.
"""
