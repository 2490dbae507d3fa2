"""The catalogue of the open APIs: what stands in it can be read, and is there."""

from pathlib import Path

import pytest
import yaml

from ingest.refreshing import load_sources
from ingest.refreshing.readers import READERS
from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import ROOT
from tests.ingest.refreshing.conftest import Renewal
from tests.support.open_apis import REGISTER, rows_of


def test_the_catalogue_of_the_checkout_has_every_reader_and_only_columns_that_are_there() -> None:
    sources = load_sources(ROOT / "corpus" / "kommuner")
    assert [source.id for source in sources] == list(READERS)
    columns = next(iter(rows_of(REGISTER / "kommuner.csv").values()))
    assert all(column in columns for source in sources for column in source.columns)
    assert all(source.address.startswith("https://") for source in sources)


ENTRY = {"id": "ssb-kostra", "navn": "N", "utgiver": "U", "lisens": "L", "adresse": "https://a.no/b"}


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ("nei", "liste som heter «kilder»"),
        ([{**ENTRY, "kolonner": []}], "«kolonner»"),
        ([{**ENTRY, "kolonner": ["kostra_kode"], "adresse": "ftp://a"}], "«adresse»"),
        ([{**ENTRY, "kolonner": ["kostra_kode"], "id": "nav"}], "ingen leser kilden «nav»"),
        ([{**ENTRY, "kolonner": ["folketall"]}], "gir ikke folketall"),
        ([{**ENTRY, "kolonner": ["kostra_kode"]}] * 2, "ssb-kostra står to ganger"),
        (3, "liste som heter «kilder»"),
    ],
)
def test_a_catalogue_that_is_wrong_is_told_of(tmp_path: Path, entries: object, says: str) -> None:
    (tmp_path / "kilder.yml").write_text(yaml.safe_dump({"kilder": entries}), encoding="utf-8")
    with pytest.raises(InputError, match=says):
        load_sources(tmp_path)


def test_a_source_nobody_knows_is_told_of(county: Renewal) -> None:
    status, said = county.run("difi")
    assert (status, "Ukjent kilde: difi" in said["feil"]) == (2, True)
