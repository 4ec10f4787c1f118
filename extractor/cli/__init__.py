"""The command line: parse, call the API, print, choose the exit code."""
