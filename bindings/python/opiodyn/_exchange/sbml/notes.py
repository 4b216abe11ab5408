"""This module writes what a person reads in a file of SBML, and what a program can look up."""

from __future__ import annotations

from typing import Any

from opiodyn._exchange.sbml.entities import Entity

_XHTML = "http://www.w3.org/1999/xhtml"


class Notes:
    """The notes write sentences and annotations into elements of libsbml."""

    def __init__(self, libsbml: Any) -> None:
        """Makes a writer of notes."""
        self._libsbml = libsbml
        self._qualifiers = {
            "is": libsbml.BQB_IS,
            "isPartOf": libsbml.BQB_IS_PART_OF,
            "hasPart": libsbml.BQB_HAS_PART,
            "isPropertyOf": libsbml.BQB_IS_PROPERTY_OF,
        }

    def write(self, element: Any, *sentences: str) -> None:
        """Writes each sentence as a paragraph."""
        spaces = self._libsbml.XMLNamespaces()
        spaces.add(_XHTML, "")
        body = self._element("body", spaces)
        for sentence in sentences:
            paragraph = self._element("p", self._libsbml.XMLNamespaces())
            paragraph.addChild(self._libsbml.XMLNode(sentence))
            body.addChild(paragraph)
        element.setNotes(body)

    def annotate(self, element: Any, relation: str, entity: Entity) -> None:
        """Annotates an element that has an identifier: it has this relation to the entity."""
        if not element.isSetMetaId():
            element.setMetaId(f"meta_{element.getIdAttribute()}")
        term = self._libsbml.CVTerm(self._libsbml.BIOLOGICAL_QUALIFIER)
        term.setBiologicalQualifierType(self._qualifiers[relation])
        term.addResource(entity.address())
        element.addCVTerm(term, True)

    def _element(self, name: str, spaces: Any) -> Any:
        triple = self._libsbml.XMLTriple(name, "", "")
        return self._libsbml.XMLNode(triple, self._libsbml.XMLAttributes(), spaces)
