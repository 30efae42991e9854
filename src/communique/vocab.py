"""The ontology, looked up by name: its terms, class hierarchy, event categories and topics.

Nothing of the ontology is written twice: an analyst who adds a class to ``ontology/diplomacy.ttl`` has it everywhere,
and a name that the ontology does not know fails at the look-up, where it stands in the code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from communique.errors import DataError
from communique.resources import data_folder, digest_of

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dip": "https://w3id.org/communique/ontology#",
        "plover": "https://w3id.org/communique/plover#",
        "topic": "https://w3id.org/communique/topic#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
_DEFINED_ELSEWHERE = frozenset({"owl", "rdf", "rdfs", "xsd"})  # their terms need no declaration in OWL
_FILES = {"dip": "diplomacy.ttl", "plover": "plover.ttl", "topic": "topics.ttl"}
_SUBCLASS = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_CLASS = NamedNode(PREFIXES["owl"] + "Class")


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue of ``topics.ttl``. `words` are its labels in lower case, preferred first: what evokes it in a text."""

    iri: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the files of the ontology declare. Build it with `Vocabulary.load`.

    >>> vocab = Vocabulary.load()
    >>> vocab["dip:Meeting"].value
    'https://w3id.org/communique/ontology#Meeting'
    >>> vocab.superclasses("Summit")
    ('Meeting', 'Consultation', 'Event')
    """

    version: str
    _quads: tuple[Quad, ...] = field(repr=False)
    _terms: Mapping[str, NamedNode] = field(repr=False)
    _parents: Mapping[str, tuple[str, ...]] = field(repr=False)
    _values: Mapping[tuple[str, str], tuple[str, ...]] = field(repr=False)
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)  # as far as asked for

    @classmethod
    def load(cls, folder: Path | None = None, *, extra: Sequence[Path] = ()) -> Vocabulary:
        """Reads ``diplomacy.ttl``, ``plover.ttl`` and ``topics.ttl`` of `folder` (default: those of the package).

        Args:
            folder: another place of the three files.
            extra: Turtle files of a user's own terms, read after them; they become part of the version.

        Raises:
            DataError: a file is missing or is no Turtle.
        """
        folder = folder or data_folder("ontology")
        quads = tuple(quad for path in (*(folder / name for name in _FILES.values()), *extra) for quad in _read(path))
        terms: dict[str, NamedNode] = {}
        parents: dict[str, list[str]] = defaultdict(list)
        values: dict[tuple[str, str], list[str]] = defaultdict(list)
        for quad in quads:
            subject = quad.subject
            if not isinstance(subject, NamedNode):
                continue
            name = _short(subject.value)
            if quad.predicate == _TYPE:
                terms[name] = subject
                if quad.object == _CLASS:
                    parents[name] += ()
            elif quad.predicate == _SUBCLASS and isinstance(quad.object, NamedNode):
                parents[name].append(_short(quad.object.value))
            if isinstance(quad.object, NamedNode | Literal):
                values[name, _short(quad.predicate.value)].append(_short(quad.object.value))
        return cls(
            version=next((values[key][0] for key in values if key[1] == "owl:versionInfo"), "")
            + (f"+{digest_of(extra).removeprefix('sha256:')[:8]}" if extra else ""),
            _quads=quads,
            _terms=MappingProxyType(terms),
            _parents=MappingProxyType({name: tuple(above) for name, above in parents.items()}),
            _values=MappingProxyType({key: tuple(found) for key, found in values.items()}),
        )

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Namespaces by the prefix that look-ups, queries and exports use."""
        return PREFIXES

    def __getitem__(self, name: str) -> NamedNode:
        """The IRI of a term by its prefixed name.

        >>> Vocabulary.load()["dip:Meetting"]
        Traceback (most recent call last):
        communique.errors.DataError: dip:Meetting is not in ontology/diplomacy.ttl
        """
        term = self._terms.get(name)
        if term is not None:
            return term
        prefix, _, local = name.partition(":")
        if prefix not in PREFIXES or not local:
            raise DataError(f"{name}: not a prefixed name of the ontology; known prefixes: {', '.join(PREFIXES)}")
        if prefix in _DEFINED_ELSEWHERE:
            return NamedNode(PREFIXES[prefix] + local)
        raise DataError(f"{name} is not in ontology/{_FILES.get(prefix, _FILES['dip'])}")

    def __contains__(self, name: str) -> bool:
        return name in self._terms

    def terms(self) -> tuple[str, ...]:
        """The prefixed names of all that the ontology declares, in the order of its files."""
        return tuple(self._terms)

    def undeclared(self, iri: str) -> str | None:
        """The prefixed name of an IRI of a known namespace that the ontology does not declare; None for all others."""
        name = _short(iri)
        prefix = name.partition(":")[0]
        return name if prefix in PREFIXES and prefix not in _DEFINED_ELSEWHERE and name not in self._terms else None

    def is_class(self, name: str) -> bool:
        """Whether the ontology has a class of this name: "Meeting" or "dip:Meeting"."""
        return _dip(name) in self._parents

    def classes(self) -> tuple[str, ...]:
        """Local names of all classes of the ontology, in the order of the file."""
        return tuple(_local(name) for name in self._parents if name.startswith("dip:"))

    def superclasses(self, name: str) -> tuple[str, ...]:
        """Local names of the dip: classes above a class, nearest first, without itself.

        Raises:
            DataError: no such class.
        """
        if name not in self._above:
            self._above[name] = self._climb(name, self._parents)
        return self._above[name]

    def subclasses(self, name: str) -> tuple[str, ...]:
        """Local names of the dip: classes below a class, nearest first, without itself.

        Raises:
            DataError: no such class.
        """
        below: dict[str, list[str]] = defaultdict(list)
        for child, above in self._parents.items():
            for parent in above:
                below[parent].append(child)
        return self._climb(name, below)

    def category(self, name: str) -> str | None:
        """Local name of the PLOVER category of a class that happened: its own, or that of the nearest class above.

        >>> Vocabulary.load().category("Summit")
        'CONSULT'
        """
        found = self._inherited(name, "dip:classCategory")
        return _local(found) if found else None

    def cameo(self, name: str) -> str | None:
        """The three-digit CAMEO code of a class: its own, or that of the nearest class above.

        >>> Vocabulary.load().cameo("Summit")
        '040'
        """
        return self._inherited(name, "dip:classCameo")

    def root(self, name: str) -> str:
        """The class just below Event that an event class belongs to.

        >>> Vocabulary.load().root("Summit")
        'Consultation'

        Raises:
            DataError: no such class, or none of an event.
        """
        line = (_local(_dip(name)), *self.superclasses(name))
        if "Event" not in line[1:]:
            raise DataError(f"{name} is no subclass of dip:Event in ontology/{_FILES['dip']}")
        return next(step for step in line if "dip:Event" in self._parents[f"dip:{step}"])

    def quad(self, category: str) -> str | None:
        """Local name of the quad class of a PLOVER category.

        >>> Vocabulary.load().quad("CONSULT")
        'VerbalCooperation'
        """
        found = self._values.get((f"plover:{category}", "dip:quadClass"))
        return _local(found[0]) if found else None

    def topics(self) -> tuple[Topic, ...]:
        """The issues of ``topics.ttl``, in the order of the file."""
        found = (name for name, prefix in ((name, "topic:") for name in self._terms) if name.startswith(prefix))
        return tuple(
            Topic(
                iri=self._terms[name].value,
                label=self._values[name, "skos:prefLabel"][0],
                words=tuple(
                    dict.fromkeys(
                        word.lower()
                        for kind in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
                        for word in self._values.get((name, kind), ())
                    )
                ),
            )
            for name in found
            if (name, "skos:prefLabel") in self._values and "dip:Topic" in self._values[name, "rdf:type"]
        )

    def values(self, name: str, predicate: str) -> tuple[str, ...]:
        """What the ontology says of a term: literals as they are, terms as prefixed names.

        >>> Vocabulary.load().values("dip:Meeting", "rdfs:label")
        ('meeting',)
        """
        return self._values.get((name, predicate), ())

    def ontology_quads(self, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
        """All statements of the ontology, put into `graph` (default: the default graph)."""
        target = graph if graph is not None else DefaultGraph()
        return (Quad(quad.subject, quad.predicate, quad.object, target) for quad in self._quads)

    def _inherited(self, name: str, predicate: str) -> str | None:
        for step in (_local(_dip(name)), *self.superclasses(name)):
            if found := self._values.get((f"dip:{step}", predicate)):
                return found[0]
        return None

    def _climb(self, name: str, steps: Mapping[str, tuple[str, ...] | list[str]]) -> tuple[str, ...]:
        if not self.is_class(name):
            raise DataError(f"{_dip(name)} is not a class in ontology/{_FILES['dip']}")
        seen: dict[str, None] = {}
        level = [_dip(name)]
        while level:
            level = [step for at in level for step in steps.get(at, ()) if step not in seen and step.startswith("dip:")]
            seen.update(dict.fromkeys(level))
        seen.pop(_dip(name), None)
        return tuple(_local(step) for step in seen)


def _read(path: Path) -> Iterator[Quad]:
    """The statements of a Turtle file; blank nodes are named after the file, so that every load is the same."""
    names: dict[BlankNode, BlankNode] = {}

    def stable(term: object) -> object:
        if not isinstance(term, BlankNode):
            return term
        return names.setdefault(term, BlankNode(f"{path.stem}{len(names)}"))

    try:
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            yield Quad(stable(quad.subject), quad.predicate, stable(quad.object))  # type: ignore[arg-type]
    except FileNotFoundError as error:
        raise DataError(f"{path}: missing; the ontology needs this file") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    except SyntaxError as error:
        raise DataError(f"{path}, line {error.lineno}: not valid Turtle: {error.msg}") from error


def _short(iri: str) -> str:
    """The prefixed name of an IRI of a known namespace; anything else as it is."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _PREFIX_OF.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri


def _dip(name: str) -> str:
    return name if ":" in name else f"dip:{name}"


def _local(name: str) -> str:
    return name.partition(":")[2]


_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}
