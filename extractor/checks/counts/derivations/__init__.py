"""Values that follow from the numbers of an article (D1-D14), one topic a module."""
