"""Accounts of all articles -> one world: entities, events with their accounts, groups of copies, disagreements.

The world is a function of the set of ArticleAccounts and of people's judgements: the order in which articles came, and
how they were split over builds, leaves no trace. `Fusion` makes what changed follow one set of articles that come and
go, and looks only at what these touch: accounts that share a block in near weeks, entities that they name,
copies and versions of their texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from communique.fusion import origins, profiles
from communique.fusion.claims import LIVE, RETRACTED, SUPERSEDED, Claim, claim
from communique.fusion.clusters import Cluster, Clustering, closure
from communique.fusion.disagreement import Disagreement, find_disagreements
from communique.fusion.fused import Event, Knowledge, Setting, event_class, event_from
from communique.fusion.index import Index, Member, Row
from communique.fusion.known import Known, Shift, Touched, difference, shift
from communique.fusion.rulings import Rulings
from communique.graph.accounts import ArticleAccounts
from communique.graph.archive import Archive
from communique.ids import Ids
from communique.model import Entity
from communique.vocab import Vocabulary

__all__ = ["Change", "Event", "Fusion", "Knowledge", "fuse"]


@dataclass(frozen=True, slots=True)
class Change:
    """The parts of the world that changed, as they are now.

    `stale` are the nodes whose quads in the knowledge graph those of `knowledge` are to replace, `fresh` those of which
    that graph says nothing yet, `said` the digests of what it says of the nodes of events (`Index.said`), all of them;
    `entities` looks up all that is known, also what did not change.
    """

    knowledge: Knowledge
    stale: frozenset[str]
    fresh: frozenset[str]
    said: Mapping[str, Mapping[str, int]]
    gone_events: frozenset[str]
    entities: Mapping[str, Entity]


def fuse(
    articles: Iterable[ArticleAccounts], *, vocab: Vocabulary, ids: Ids, rulings: Rulings | None = None
) -> Knowledge:
    """Fuse what articles contribute, all at once.

    Returns:
        Knowledge in which every account of every article that is not superseded belongs to exactly one event.
    """
    archive = Archive(None)
    archive.add(articles)
    archive.settle()
    Index.create(archive.db)
    fusion = Fusion(archive, vocab=vocab, ids=ids, rulings=rulings or Rulings())
    return fusion.run(arrived=archive.settled()).knowledge


class Fusion:
    """Fuses articles that come and go into an index. `before` are the judgements that the index was made with."""

    def __init__(
        self, archive: Archive, *, vocab: Vocabulary, ids: Ids, rulings: Rulings, before: Rulings | None = None
    ):
        self._archive, self._vocab, self._ids = archive, vocab, ids
        self._rulings, self._before = rulings, before or rulings
        self._now = self._before  # what claims are made with: first as they were, then as they are to be
        self._index = Index(archive.db)
        self._known = Known(self._index, self._before.labels)
        self._clustering = Clustering(vocab, self._before.decisions)
        self._claims: dict[str, Claim] = {}
        self._members: dict[str, Member | None] = {}
        self._by_number: dict[int, Claim | None] = {}
        self._blocks: dict[tuple[tuple[str, ...], int | None], list[int]] = {}
        self._beside: dict[str, list[tuple[int, frozenset[int]]]] = {}
        self._touched = Touched()

    def run(self, *, arrived: Iterable[str] = (), left: Iterable[str] = (), again: Iterable[str] = ()) -> Change:
        """Follow articles, by their IRIs, that came, that were forgotten, and that are to be read again.

        Nothing is committed: the caller does that when the graph has followed.
        """
        again_, left_, arrived_ = set(again), set(left), set(arrived)
        out = {iri: profiles.redirected(self._archive.load(iri), self._before.redirect) for iri in left_ | again_}
        come = {iri: profiles.redirected(self._archive.load(iri), self._rulings.redirect) for iri in arrived_ | again_}
        delta = difference(come, out)
        world = shift(delta, self._index, self._before, self._rulings)
        self._known = world.before
        for iri in self._reached_by(world) - again_ - left_ - arrived_:
            article = self._archive.load(iri)
            out[iri] = profiles.redirected(article, self._before.redirect)
            come[iri] = profiles.redirected(article, self._rulings.redirect)
        for iri in sorted(out):
            self._take_out(self._respelt(out[iri]), for_good=iri in left_)
        self._index.count(delta)
        world.verdicts.note(self._index)
        self._now, self._known = self._rulings, world.after
        self._clustering = Clustering(self._vocab, self._now.decisions)
        self._claims.clear()
        self._forget_lookups()
        for iri in sorted(come):
            self._put_in(self._respelt(come[iri]))
        self._members.clear()
        self._enter_blocks(sorted(come))
        self._forget_lookups()
        self._note_fresh([article for iri, article in come.items() if iri not in out])
        return self._change(self._clusters(), world)

    def note(self, change: Change, said: Mapping[str, Mapping[str, int]]) -> None:
        """The graph has followed a change: keep the digests of what it says now of the nodes of each event."""
        self._index.drop_events(change.gone_events)
        self._index.note_said((event, nodes) for event, nodes in said.items() if nodes != change.said.get(event))

    def _respelt(self, article: ArticleAccounts) -> ArticleAccounts:
        """The contribution under the keys that stand for the spellings that it has."""
        return profiles.respelt(article, self._known.redirects.of(e.key for e in article.entities))

    def _forget_lookups(self) -> None:
        for kept in (self._members, self._by_number, self._blocks, self._beside):
            kept.clear()

    # What comes and goes

    def _reached_by(self, world: Shift) -> set[str]:
        """Articles that must be read again since an entity acts for others now; notes events whose words change.

        Whoever is named a hundred thousand times is in the roles of far fewer events: the others stay as they are.
        """
        found: set[str] = set()
        before, after = world.before, world.after
        for key in world.verdicts.changed:
            if before.redirects.into(key) != after.redirects.into(key):
                found.update(self._index.numbered(number).profile.article for number in self._index.naming(key))
        for key in world.turned:
            old, new = before.find(key), after.find(key)
            if old is None or new is None or old == new:
                continue
            moved = old.located_in != new.located_in
            acts = moved or (old.represents, old.kind) != (new.represents, new.kind)
            for number in self._naming(key, world) if acts or old.label != new.label else ():
                rows = self._index.accounts(number)
                told = [r for r in rows if key in r.account.participants or key in r.account.places]
                if moved or (acts and told):
                    found.add(self._index.numbered(number).profile.article)
                else:
                    self._touched.events |= {row.event for row in told if row.event}
        return found

    def _naming(self, key: str, world: Shift) -> set[int]:
        """Numbers of the articles that name an entity, in whatever spelling."""
        spellings = {*world.before.redirects.members(key), *world.after.redirects.members(key)}
        return {number for one in spellings for number in self._index.naming(one)}

    def _take_out(self, article: ArticleAccounts, *, for_good: bool) -> None:
        member = self._member(article.article)
        if member is None:
            return
        touched = self._touched
        for row in self._index.accounts(member.number):
            one = self._claim(row)
            touched.seeds |= {c.account.mention for c in self._clustering.neighbours(one, self._near(one))}
            touched.events |= {row.event} if row.event else set()
            touched.nodes.add(row.account.mention)
        touched.nodes |= {mention for mention, _ in article.links}
        touched.versions |= {article.article, *([member.superseded_by] if member.superseded_by else [])}
        group = [m for m in self._index.members(member.leader) if m.number != member.number]
        touched.leaders.add(member.leader)
        self._index.delete(article, member.number)
        if for_good:
            self._archive.bands.drop(member.number, origins.bands(article))
        for mention in [m for m, c in self._claims.items() if c.account.article == article.article]:
            del self._claims[mention]
        self._forget_lookups()
        leaders = origins.groups(m.profile for m in group)
        for other in group:
            if other.leader != leaders[other.profile.article]:
                self._index.lead(other.number, leaders[other.profile.article])
                self._members.pop(other.profile.article, None)
            touched.articles.add(other.profile.article)
            touched.leaders.add(leaders[other.profile.article])
        for other in self._index.family(article):
            self._update_version(other)

    def _put_in(self, article: ArticleAccounts) -> None:
        profile = replace(article, accounts=(), entities=(), tenures=(), links=())
        number = self._index.insert(article, profile)
        meeting = self._index.known(self._archive.bands.enter(number, origins.bands(article)))
        copies = [m for m in meeting if origins.same_copy(m.profile, article)]
        leaders = {m.leader for m in copies} | {article.article}
        first = min(leaders)
        for leader in leaders:
            for other in self._index.members(leader):
                self._touched.articles.add(other.profile.article)
                if other.leader != first:
                    self._index.lead(other.number, first)
        self._touched.leaders |= leaders
        self._touched.links += article.links
        self._touched.nodes |= {mention for mention, _ in article.links}
        self._touched.versions.add(article.article)
        self._update_version(self._index.numbered(number))
        for other in self._index.family(article):
            if other.number != number:
                self._update_version(other)

    def _update_version(self, member: Member) -> None:
        """Note the version that comes next after this one, if any; the accounts of a superseded one do not count."""
        mine = origins.version_order(member.profile)
        later = [
            m.profile
            for m in self._index.family(member.profile)
            if m.number != member.number and origins.version_order(m.profile) > mine
        ]
        later = [p for p in later if origins.is_update(member.profile, p)]
        by = min(later, key=origins.version_order).article if later else None
        if by != member.superseded_by:
            self._index.supersede(member.number, by)
            self._members.pop(member.profile.article, None)
            touched = self._touched
            touched.articles.add(member.profile.article)
            touched.versions |= {iri for iri in (by, member.superseded_by) if iri}
            touched.seeds |= {row.account.mention for row in self._index.accounts(member.number)}

    def _enter_blocks(self, articles: Iterable[str]) -> None:
        members = [member for iri in articles if (member := self._member(iri))]
        claims = [self._claim(row) for member in members for row in self._index.accounts(member.number)]
        self._index.block(claims)
        mentions = {one.account.mention for one in claims}
        self._touched.seeds |= mentions
        self._touched.nodes |= mentions

    def _note_fresh(self, articles: Iterable[ArticleAccounts]) -> None:
        fresh = self._touched.fresh
        for article in articles:
            fresh |= {article.article, self._ids.other("source-group", article.article)}
            fresh |= {mention for mention, _ in article.links}
            fresh |= {account.mention for account in article.accounts}

    # Claims

    def _member(self, iri: str) -> Member | None:
        if iri not in self._members:
            self._members[iri] = self._index.member(iri)
        return self._members[iri]

    def _claim(self, row: Row) -> Claim:
        mention = row.account.mention
        if mention not in self._claims:
            member = self._member(row.account.article)
            assert member is not None
            fate = SUPERSEDED if member.superseded_by else LIVE
            if mention in self._now.retracted:
                fate = RETRACTED
            self._claims[mention] = claim(
                row.account, member.profile.published, vocab=self._vocab, entities=self._known, fate=fate
            )
        return self._claims[mention]

    def _found(self, mention: str) -> Claim | None:
        row = self._index.told(mention)
        return self._claim(row) if row else None

    def _numbered(self, number: int) -> Claim | None:
        if number not in self._by_number:
            row = self._index.account(number)
            self._by_number[number] = self._claim(row) if row else None
        return self._by_number[number]

    def _near(self, one: Claim) -> list[Claim]:
        """Claims that may be compared: of near weeks, of the same article, or by a person's judgement."""
        numbers: set[int] = set()
        for block in one.blocks:
            if (block, one.bucket) not in self._blocks:
                self._blocks[block, one.bucket] = self._index.near(block, one.bucket)
            numbers.update(self._blocks[block, one.bucket])
        article = one.account.article
        if article not in self._beside:
            member = self._member(article)
            self._beside[article] = self._index.beside(member.number) if member else []
        hashes = {origins.hashed(*block) for block in one.blocks} if len(self._beside[article]) > 1 else set()
        numbers.update(number for number, keys in self._beside[article] if keys & hashes)
        found = [c for number in sorted(numbers) if (c := self._numbered(number))]
        judged = self._clustering.decisions.same.get(one.account.mention, frozenset())
        return found + [c for mention in sorted(judged) if (c := self._found(mention))]

    def _clusters(self) -> dict[str, Cluster]:
        """The events of all that was touched, by IRI, assigned in the index."""
        seeds = [c for m in sorted(self._touched.seeds) if (c := self._found(m))]
        claims = closure(seeds, self._near, self._clustering)
        before = {c.account.mention: self._index.event_of(c.account.mention) for c in claims}
        clusters = {
            self._iri(cluster): cluster
            for cluster in self._clustering.clusters(c for c in claims if c.fate != RETRACTED)
        }
        members = {iri: [c.account.mention for c in k.claims + k.outdated] for iri, k in clusters.items()}
        after = {mention: iri for iri, mentions in members.items() for mention in mentions}
        self._index.assign(members, [mention for mention in before if mention not in after])
        self._touched.events |= {e for e in before.values() if e} | set(clusters)
        moved = {m for m, event in before.items() if event != after.get(m)}
        for article in sorted({c.account.article for c in claims if c.account.mention in moved}):
            member = self._member(article)
            for row in self._index.accounts(member.number) if member else ():
                if row.event and ({row.account.part_of, *row.account.claims} & moved):
                    self._touched.events.add(row.event)
        return clusters

    def _iri(self, cluster: Cluster) -> str:
        return self._ids.event(cls=event_class(cluster, self._vocab), origin=cluster.claims[0].account.mention)

    # What is to be written

    def _change(self, clusters: dict[str, Cluster], world: Shift) -> Change:
        touched = self._touched
        for key in world.turned:
            old, new = (
                {profiles.tenure_iri(t, self._ids) for t in known.tenures(key)} for known in (world.before, world.after)
            )
            touched.nodes |= {self._ids.entity(key), *old}
            touched.fresh |= new - old
            if world.before.find(key) is None:
                touched.fresh.add(self._ids.entity(key))
        touched.nodes |= {self._ids.other("identification", key) for key in world.verdicts.changed}
        for iri in sorted(touched.articles):
            member = self._member(iri)
            rows = self._index.accounts(member.number) if member else ()
            touched.events |= {row.event for row in rows if row.event}
        around = Setting(self._known, self._index.event_of, self._group_of, self._outlet_of)
        events: list[Event] = []
        disagreements: list[Disagreement] = []
        said: dict[str, dict[str, int]] = {}
        gone = set()
        for iri in sorted(touched.events):
            cluster = clusters.get(iri) or self._as_kept(iri)
            said[iri] = self._index.said(iri)
            touched.nodes |= {iri, *said[iri]}
            if cluster is None:
                gone.add(iri)
                continue
            events.append(event_from(cluster, iri, event_class(cluster, self._vocab), around))
            disagreements += find_disagreements(cluster, iri, self._known)
        groups = {leader: self._index.members(leader) for leader in sorted(touched.leaders)}
        touched.nodes |= {self._ids.other("source-group", leader) for leader in touched.leaders} | touched.versions
        knowledge = Knowledge(
            entities=tuple(e for key in world.turned if (e := self._known.find(key))),
            tenures=tuple(t for key in world.turned for t in self._known.tenures(key)),
            events=tuple(events),
            disagreements=tuple(disagreements),
            groups={leader: tuple(m.profile.article for m in found) for leader, found in groups.items() if found},
            links=tuple(touched.links),
            supersedes=tuple(self._supersedes()),
            identities=tuple(decision for decision in world.verdicts.changed.values() if decision),
        )
        stale, fresh = frozenset(touched.nodes), frozenset(touched.fresh)
        return Change(knowledge, stale, fresh, said, frozenset(gone), self._known)

    def _as_kept(self, event: str) -> Cluster | None:
        """An event whose accounts did not change, though what is said of it may."""
        claims = [self._claim(row) for row in self._index.belonging(event)]
        cluster = Cluster([])
        for one in sorted(claims, key=lambda c: c.order):
            cluster.add(one)
        return cluster if cluster.claims else None

    def _supersedes(self) -> Iterator[tuple[str, str]]:
        """Pairs of later and earlier version."""
        for iri in sorted(self._touched.versions):
            member = self._member(iri)
            for other in self._index.family(member.profile) if member else ():
                if other.superseded_by == iri:
                    yield iri, other.profile.article

    def _group_of(self, article: str) -> str:
        member = self._member(article)
        return member.leader if member else article

    def _outlet_of(self, article: str) -> str:
        member = self._member(article)
        return (member.profile.publisher if member else None) or article
