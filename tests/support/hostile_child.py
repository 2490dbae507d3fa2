"""The reading process with a reader for text that does what the text says, to try what the process is held to."""

import ingest.reading_child
from ingest.blocks import SourceType
from ingest.readers import registry

if __name__ == "__main__":
    registry.READERS = {**registry.READERS, SourceType.TEXT: "tests.support.hostile_reader"}
    ingest.reading_child.main()
