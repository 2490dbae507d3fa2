"""From files to records to an index that can be searched."""
