"""The passport of a library: how its sections come together."""

from libraries.passport.sections import (
    Audience,
    Content,
    Entry,
    Fact,
    Section,
    SectionSource,
    Series,
    audience_of,
    register,
    sections_of,
)

__all__ = [
    "Audience",
    "Content",
    "Entry",
    "Fact",
    "Section",
    "SectionSource",
    "Series",
    "audience_of",
    "register",
    "sections_of",
]
