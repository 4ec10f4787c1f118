"""The version of the package; the build reads it from here, and an uninstalled checkout knows it too."""

__version__ = "0.1.0"
