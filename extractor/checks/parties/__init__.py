"""Who is who: whether the party a record names is the party the article means, and whether the article names it at all."""
