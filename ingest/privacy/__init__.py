"""What must not be kept: found and masked before anything is stored or embedded; only how many is remembered."""

from ingest.privacy.masking import mask

__all__ = ["mask"]
