"""communique link: people and organisations of a graph and the same ones in Wikidata."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.app import DEFAULT_STORE, JUDGE, StoreOption, app

_WIKIDATA = "https://query.wikidata.org/sparql"


@app.command("link", epilog="\b\ncommunique link --store kg --limit 50 --dry-run", rich_help_panel=JUDGE)
def link(
    endpoint: Annotated[str, typer.Option(metavar="URL", help="SPARQL service to ask.")] = _WIKIDATA,
    store: StoreOption = DEFAULT_STORE,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only the N most mentioned.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the links; write nothing.")] = False,
    cache: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where answers are kept; by default with the graph.")
    ] = None,
    rate: Annotated[float, typer.Option(metavar="PER_SECOND", min=0.01, help="Questions a second at most.")] = 1.0,
) -> None:
    """Link people and organisations to Wikidata, or to another service of its shape.

    skos:exactMatch is written only where a name and an office or state agree, skos:closeMatch otherwise; each link has
    its score and its reason. States and cities are linked by every build, without asking anybody.
    """
    from communique.answers.remote import Endpoint
    from communique.linking import link as linking
    from communique.linking.asking import Asker, Cache
    from communique.store import Store
    from communique.vocab import Vocabulary

    service = Endpoint(endpoint)
    exact = close = 0
    with Store.open(store, vocab=Vocabulary.load(), read_only=True) as graph:
        graph.graphs()  # a store that is not there is told before a folder for the cache is made
    with Store.open(store, vocab=Vocabulary.load(), read_only=dry_run) as graph:
        kept = Cache(cache or linking.cache_folder(store))
        asker = Asker(service, kept, rate=rate)
        try:
            if not dry_run:
                linking.sweep(graph)
            for made in linking.link(graph, asker, limit=limit):
                if not dry_run:
                    linking.write(graph, made)
                for one in made:
                    exact, close = exact + (one.relation == linking.EXACT), close + (one.relation == linking.CLOSE)
                    typer.echo(f"{one.label}\t{one.relation}\t{one.target}\t{one.score:.2f}\t{one.reason}")
        finally:
            kept.close()
    told = "would be written" if dry_run else "written"
    typer.echo(f"{exact} exact and {close} close matches {told}; {asker.asked} questions asked", err=True)
