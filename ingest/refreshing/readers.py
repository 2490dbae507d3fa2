"""Which reader reads which source of ``kilder.yml``."""

from ingest.refreshing import enhetsregisteret, kartverket, ssb
from ingest.refreshing.reading import Reader

READERS = {
    "ssb-folketall": Reader(("folketall", "folketall_dato", "folketetthet_per_km2"), ssb.population),
    "ssb-kommuner": Reader(("navn_offisielt",), ssb.municipalities),
    "ssb-sentralitet": Reader(("sentralitetsklasse",), ssb.centrality),
    "ssb-kostra": Reader(("kostra_kode", "kostra_gruppe"), ssb.kostra),
    "enhetsregisteret": Reader(
        ("organisasjonsnummer", "postmottak_epost", "epost_status", "sentralbord_telefon", "nettsted"),
        enhetsregisteret.units,
    ),
    "kartverket-kommuner": Reader(
        ("navn", "navn_samisk_kvensk", "fylkesnummer", "fylke"),
        kartverket.municipalities,
    ),
    "kartverket-naboer": Reader(("naboer_alle",), kartverket.neighbours),
}
