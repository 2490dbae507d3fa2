"""What the regions of the register are called in text, and the districts that have a county but no council.

The members are the register's own (``corpus/kommuner/regionraad.csv``, with year and source of each list); only the
names people use stand here. A district outside any council is known by its county alone: its municipalities are not
guessed.
"""

# Name in text → the regional councils that together are the region. «Helgeland» has two councils.
REGIONS: dict[str, tuple[str, ...]] = {
    "Asker og Bærum regionråd": ("Asker og Bærum regionråd",),
    "Dalane": ("Regionråd Dalane IPR",),
    "Drammensregionen": ("Drammensregionen",),
    "Fjellregionen": ("Regionrådet for Fjellregionen",),
    "Follo": ("Folloregionen IPR",),
    "Folloregionen": ("Folloregionen IPR",),
    "Fosen": ("Fosenregionen IKPR",),
    "Fosenregionen": ("Fosenregionen IKPR",),
    "Gardermoregionen": ("Gardermoregionen IPR",),
    "Gjøvikregionen": ("Gjøvikregionen IPR",),
    "Grenland": ("Grenlandssamarbeidet",),
    "Grenlandssamarbeidet": ("Grenlandssamarbeidet",),
    "Hadeland": ("Regionrådet for Hadeland IPR",),
    "Hallingdal": ("Regionrådet for Hallingdal",),
    "Hamarregionen": ("Hamarregionen IPR",),
    "Haugalandet": ("Regionrådet for Haugalandet",),
    "Helgeland": ("Helgelandsrådet (Helgeland IPR)", "Polarsirkelrådet (Indre Helgeland IPR)"),
    "Helgelandsrådet": ("Helgelandsrådet (Helgeland IPR)",),
    "Hålogalandsrådet": ("Hålogalandsrådet",),
    "Indre Helgeland": ("Polarsirkelrådet (Indre Helgeland IPR)",),
    "Indre Østfold regionråd": ("Indre Østfold regionråd",),
    "Innherred": ("Innherred regionråd",),
    "Kongsbergregionen": ("Kongsbergregionen",),
    "Kongsvingerregionen": ("Kongsvingerregionen IPR",),
    "Lakseregionen": ("IPR Trøndelag Sørvest (Lakseregionen)",),
    "Lillehammer-regionen": ("IPR Lillehammer-regionen",),
    "Lillehammerregionen": ("IPR Lillehammer-regionen",),
    "Lister": ("Lister interkommunale politiske råd",),
    "Listerregionen": ("Lister interkommunale politiske råd",),
    "Lofoten": ("Lofotrådet",),
    "Lofotrådet": ("Lofotrådet",),
    "Midt-Gudbrandsdal": ("Regionrådet for Midt-Gudbrandsdal",),
    "Midt-Gudbrandsdalen": ("Regionrådet for Midt-Gudbrandsdal",),
    "Midt-Troms": ("Midt-Tromsrådet",),
    "Midt-Tromsrådet": ("Midt-Tromsrådet",),
    "Mosseregionen": ("Mosseregionen IPR",),
    "Namdal": ("Namdal regionråd",),
    "Namdalen": ("Namdal regionråd",),
    "Nedre Romerike": ("Samarbeidsrådet for Nedre Romerike",),
    "Nord-Gudbrandsdal": ("IPR for Nord-Gudbrandsdal",),
    "Nord-Gudbrandsdalen": ("IPR for Nord-Gudbrandsdal",),
    "Nord-Troms": ("Nord-Tromsrådet",),
    "Nord-Tromsrådet": ("Nord-Tromsrådet",),
    "Nordfjord": ("Nordfjordrådet",),
    "Nordfjordrådet": ("Nordfjordrådet",),
    "Nordhordland": ("Region Nordhordland",),
    "Nordmøre": ("Nordmøre IPR",),
    "Polarsirkelrådet": ("Polarsirkelrådet (Indre Helgeland IPR)",),
    "Region Kristiansand": ("Region Kristiansand",),
    "Kristiansandregionen": ("Region Kristiansand",),
    "Ringeriksregionen": ("IPR for Ringeriksregionen",),
    "Romsdal": ("Romsdal IPR",),
    "Romsdalen": ("Romsdal IPR",),
    "Salten": ("Salten Regionråd",),
    "Setesdal": ("Setesdal IPR",),
    "Setesdalen": ("Setesdal IPR",),
    "Sunnhordland": ("Sunnhordlandsrådet",),
    "Sunnhordlandsrådet": ("Sunnhordlandsrådet",),
    "Sør-Østerdal": ("Sør-Østerdal IPR",),
    "Sør-Østerdalen": ("Sør-Østerdal IPR",),
    "Trøndelag Sør": ("Trøndelag Sør IKPR",),
    "Trøndelag Sørvest": ("IPR Trøndelag Sørvest (Lakseregionen)",),
    "Valdres": ("Regionrådet i Valdres IPR",),
    "Vest-Finnmark": ("Vest-Finnmark Rådet",),
    "Vest-Telemark": ("Vest-Telemarkrådet",),
    "Vest-Telemarkrådet": ("Vest-Telemarkrådet",),
    "Vesterålen": ("Vesterålen regionråd",),
    "Værnesregionen": ("Værnesregionen",),
    "Øst-Finnmark": ("Øst-Finnmarkrådet IPR",),
    "Østre Agder": ("Østre Agder IPR",),
}

# Districts without a council of their own in the register, and the county each lies in.
DISTRICTS: dict[str, str] = {
    "Gudbrandsdal": "34",
    "Gudbrandsdalen": "34",
    "Hardanger": "46",
    "Jæren": "11",
    "Midthordland": "46",
    "Numedal": "33",
    "Ofoten": "18",
    "Romerike": "32",
    "Ryfylke": "11",
    "Solør": "34",
    "Sunnmøre": "15",
    "Toten": "34",
    "Østerdalen": "34",
}

# The part of a county or a region that a word before it picks out: «Indre Agder», «Midt-Buskerud», «Nord-Salten».
PARTS = frozenset({"indre", "inn", "midt", "nedre", "nord", "nordre", "søndre", "søre", "sør", "vest", "vestre", "ytre",
                   "øst", "østre", "øvre"})  # fmt: skip

# «Vestlandskommunene» are those of the landsdel, and not of the county that took nearly the same name in 2020.
LANDSDEL_STEMS = {
    "nordnorge": "Nord-Norge",
    "trønder": "Trøndelag",
    "vestland": "Vestlandet",
    "sørland": "Sørlandet",
    "østland": "Østlandet",
    "austland": "Østlandet",
}
LANDSDEL_FORMS = {"Austlandet": "Østlandet", "Nord-Noreg": "Nord-Norge"}

# North Sámi names as they stand before «suohkan» and «gielda» (municipality), in the genitive.
SAMI_GENITIVES = {
    "Deanu": "Deatnu",
    "Guovdageainnu": "Guovdageaidnu",
    "Gáivuona": "Gáivuotna",
    "Kárášjoga": "Kárášjohka",
    "Porsáŋggu": "Porsáŋgu",
    "Unjárgga": "Unjárga",
}
