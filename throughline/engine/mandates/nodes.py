"""The text of a document of a governing body as {fragment: text}: what versions are compared by."""

from throughline.engine.addresses import distinct
from throughline.engine.mandates.addresses import fragments_of
from throughline.engine.mandates.records import Document


def document_nodes(document: Document) -> dict[str, str]:
    """Every text that the document says, by its place in it: `#7(b)`, `note 3`, `mention 1`, and its title.

    Where in the file they stood, and what a reader concluded from them, are not part of it; nor are the closing lines
    (meeting and date), which formats print differently and the masthead holds.
    """
    nodes = {}
    if document.masthead.title:
        nodes["title"] = document.masthead.title
    for fragment, paragraph in zip(fragments_of(document), document.paragraphs, strict=True):
        if paragraph.kind != "closing":
            nodes[f"#{fragment}"] = paragraph.text
    for mark, text in zip(distinct(document.notes), document.notes.values(), strict=True):
        nodes[f"note {mark}"] = text
    for at, mention in enumerate(document.mentions, start=1):
        nodes[f"mention {at}"] = mention.context
    if document.references:
        nodes["references"] = "\n".join(document.references)
    return nodes
