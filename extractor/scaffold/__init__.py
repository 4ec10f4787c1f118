"""The files of a new project, copied by `extractor init`."""
