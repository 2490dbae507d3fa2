"""Errors that say what was wrong and what to do.

KunnskapsbaseError
├── InputError            what a person or a program sent in cannot be used
│   ├── UnknownMunicipalityError
│   └── UnknownCountyError
├── IndexMissingError     nothing has been indexed for the settings in force
├── StoreInUseError       another process holds the embedded index
├── ConflictError         what is written is there already with other content, or was changed meanwhile
├── NewerStoreError       the store was made by a newer version of the program
├── StoreLockedError      somebody else has been writing for longer than anybody waits
├── StoreUnreachableError the database cannot be reached, or its driver is not installed
├── EmbeddingError        the embedding model cannot be loaded or does not fit the index
├── StoreFullError        there is no room to write in (kunnskapsbase.records)
├── FileRejectedError     a file cannot be taken in (ingest.problems)
├── UnreadableError       a file cannot be read (ingest.problems)
└── FetchError            a report cannot be fetched (ingest.addresses)

Every message is written in Norwegian for the person who meets it; programs read the class.
"""


class KunnskapsbaseError(Exception):
    """Base of every error the product raises on purpose."""


class InputError(KunnskapsbaseError):
    """What was sent in cannot be used; ``parameter`` names the part at fault."""

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class UnknownMunicipalityError(InputError):
    """No municipality has this number or name."""


class UnknownCountyError(InputError):
    """No county has this number or name."""


class IndexMissingError(KunnskapsbaseError):
    """Nothing has been indexed yet for the model and schema in force."""


class StoreInUseError(KunnskapsbaseError):
    """Another process holds what only one process may hold at a time."""


class ConflictError(KunnskapsbaseError):
    """What is to be written is there already with other content, or was changed or removed meanwhile."""


class NewerStoreError(KunnskapsbaseError):
    """The store was made by a newer version of the program than this one."""


class StoreLockedError(KunnskapsbaseError):
    """Somebody else has been writing to the store for longer than anybody waits; nothing was written."""


class StoreUnreachableError(KunnskapsbaseError):
    """The database cannot be reached, or what is needed to talk to it is not installed."""


class EmbeddingError(KunnskapsbaseError):
    """The embedding model cannot be loaded, or does not give what the index needs."""
