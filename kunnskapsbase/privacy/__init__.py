"""What must never be kept of anybody, found in running text: identity numbers, mail addresses and telephones."""

from kunnskapsbase.privacy.finders import FINDERS, masked, replaced

__all__ = ["FINDERS", "masked", "replaced"]
