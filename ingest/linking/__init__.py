"""Links municipalities, counties and regions in running text to the register.

``PlaceLinker(register).mentions(text, context)`` goes over the text once. What counts as a mention stands in
``eval/labels/README.md``, and how often it is right in ``eval/results/stedsnavn.md``.
"""

from ingest.linking.linker import PlaceLinker
from ingest.linking.mention import Mention

__all__ = ["Mention", "PlaceLinker"]
