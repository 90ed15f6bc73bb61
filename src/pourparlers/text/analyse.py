"""Document to Document: language, blocks, title, agencies and warnings filled in, the text untouched."""

from __future__ import annotations

import msgspec

from ..ingest.header import find_header
from ..lang.pack import Pack
from ..types import Document
from .block_rules import load_block_rules
from .blocks import find_blocks, plain_blocks
from .language import find_language
from .quality import find_faults


def analyse_text(document: Document, *, pack: Pack) -> Document:
    """`document` with `language`, `blocks`, `title`, `agencies` and `warnings` filled in.

    A text in another language than the pack's is kept, its lines marked as body, with the warning "language not yet
    read: en"; a text too short to tell is taken to be in the pack's language and its `language` stays None. What the
    source says of its language yields to what the text shows. Analysing twice changes nothing.
    """
    text = document.text or ""
    header = find_header(text)
    found = find_language(text[header.end :] if header else text)
    told = document.language.lower().replace("_", "-").split("-")[0] if document.language else None
    language = found or told
    warnings = list(document.warnings)
    if found and told and found != told:
        warnings.append(f"the source says the language is {told}, the text reads as {found}")
    if language not in (None, pack.code):
        marked = plain_blocks(text)
        warnings.append(f"language not yet read: {language}")
    else:
        marked = find_blocks(text, rules=load_block_rules(pack), title=document.title)
        warnings += find_faults(text, marked.blocks)
    return msgspec.structs.replace(
        document,
        language=language,
        blocks=marked.blocks,
        title=document.title or marked.title,
        agencies=tuple(dict.fromkeys((*document.agencies, *marked.agencies))),
        warnings=tuple(dict.fromkeys(warnings)),
    )
