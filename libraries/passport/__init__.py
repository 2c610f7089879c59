"""The passport of a library: how its sections come together."""

from libraries.passport.scheme import Scheme
from libraries.passport.sections import (
    Audience,
    Content,
    Entry,
    Fact,
    Picture,
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
    "Picture",
    "Scheme",
    "Section",
    "SectionSource",
    "Series",
    "audience_of",
    "register",
    "sections_of",
]
