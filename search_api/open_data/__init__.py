"""The solutions as open data: schema.org on each, rows of all of them, and a description of the dataset."""
