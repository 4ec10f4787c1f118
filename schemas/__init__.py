"""Record schemas that ship with the package; one file, one record type."""
