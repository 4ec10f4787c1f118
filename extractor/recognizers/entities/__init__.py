"""Who is who over an article: `Annotations` in, entities with all their mentions out."""

from extractor.recognizers.entities.read import entities_of, entity_at

__all__ = ["entities_of", "entity_at"]
