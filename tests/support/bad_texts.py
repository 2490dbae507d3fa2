"""Bad texts: sheets, captions, web pages and lists of experiences as people and programs leave them."""

import itertools
import json
import zlib
from pathlib import Path

from ingest.problems import Reason
from tests.support.bad_files import GOOD_TEXT, readable, refused, write
from tests.support.bad_packages import good_docx

_R = Reason
_CUE = "00:00:0{0}.000 --> 00:00:0{1}.000\n{2}\n\n"
_EXPERIENCE = {
    "id": "asker-ombruk",
    "tittel": "Asker brukte møblene om igjen",
    "utfordring": "Tre kommuner ble én og hadde møbler til overs.",
    "losning": "Møblene ble registrert og flyttet.",
}


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='nb'><head><title>Ombruk</title>{head}</head><body>{body}</body></html>"


@refused(_R.TOO_MANY_COLUMNS)
def csv_of_200_columns(folder: Path) -> Path:
    row = ";".join(f"Kolonne {number}" for number in range(200))
    return write(folder / "bred.csv", f"{row}\n{row}\n{row}\n")


@refused(_R.TOO_MANY_COLUMNS)
def csv_whose_header_has_a_million_columns(folder: Path) -> Path:
    return write(folder / "million.csv", ";".join(map(str, range(1_000_000))) + "\n1;2;3\n")


@refused(_R.TOO_MANY_ROWS)
def csv_of_25_000_rows(folder: Path) -> Path:
    return write(folder / "lang.csv", "Prosjekt;Kommune\n" + "Ombruk;Asker\n" * 25_000)


@refused(_R.TOO_LARGE, _R.INVALID, _R.DAMAGED, _R.TOO_MUCH_MEMORY, _R.TOO_MANY_COLUMNS)
def csv_of_one_line_of_99_megabytes(folder: Path) -> Path:
    return write(folder / "linje.csv", b"x" * 99_000_000)


@readable("Ombruk", None, _R.INVALID, _R.DAMAGED)
def csv_with_a_quote_that_is_never_closed(folder: Path) -> Path:
    rows = "".join(f"Prosjekt {number};Alta\n" for number in range(50))
    return write(folder / "sitat.csv", f'Prosjekt;Kommune\nOmbruk;"Asker\n{rows}')


@readable("Ombruk")
def csv_with_nul_bytes(folder: Path) -> Path:
    return write(folder / "nul.csv", b"Prosjekt;Kommune\nOmbruk\0;Asker\nDeling;Al\0ta\nFlis;Os\n")


@readable("Ombruk")
def csv_with_every_line_end(folder: Path) -> Path:
    return write(folder / "linjeskift.csv", "Prosjekt;Kommune\r\nOmbruk;Asker\nDeling;Alta\rFlis;Os\r\n")


@readable("møblene", "koding")
def csv_in_windows_1252(folder: Path) -> Path:
    return write(
        folder / "cp1252.csv", "Prosjekt;Kommune\nOmbruk av møblene på nytt;Bærum\nGjør så;Ås\n".encode("cp1252")
    )


@readable("Ombruk")
def csv_of_ragged_rows(folder: Path) -> Path:
    return write(folder / "ujevn.csv", "Prosjekt;Kommune\nOmbruk\nDeling;Alta;8;9;10\n;\nFlis;Os\n")


@readable("Asker kommune", "feil_filendelse")
def docx_named_csv(folder: Path) -> Path:
    return write(folder / "egentlig-word.csv", good_docx())


@refused(_R.UNKNOWN_TYPE, _R.WRONG_ENCODING)
def noise_named_csv(folder: Path) -> Path:
    noise = bytearray(range(256)) * 40
    return write(folder / "stoy.csv", zlib.compress(bytes(noise), 0) + bytes(noise[::-1]))


@readable("møblene")
def text_in_utf16_without_its_mark(folder: Path) -> Path:
    return write(folder / "utf16.txt", GOOD_TEXT.encode("utf-16-le"))


@readable("møblene", "koding")
def text_in_dos_letters(folder: Path) -> Path:
    return write(folder / "dos.txt", GOOD_TEXT.encode("cp850"))


@readable("møblene", "koding")
def text_encoded_twice(folder: Path) -> Path:
    return write(folder / "dobbelt.txt", ((GOOD_TEXT + "\n") * 3).encode().decode("cp1252").encode())


@readable("møblene", "koding")
def text_of_utf8_with_stray_bytes(folder: Path) -> Path:
    return write(folder / "blandet.txt", (GOOD_TEXT + " Dårlig æøå.\n").encode() * 20 + b"\xff\xfe slutt\n")


@refused(_R.WRONG_ENCODING, _R.UNKNOWN_TYPE)
def text_in_ebcdic(folder: Path) -> Path:
    return write(folder / "stormaskin.txt", (GOOD_TEXT * 20).encode("cp037", errors="replace"))


@readable("møblene")
def text_with_every_line_end_and_control_character(folder: Path) -> Path:
    return write(folder / "linjer.txt", f"{GOOD_TEXT}\r\n{GOOD_TEXT}\r{GOOD_TEXT}\x0b\x0c\x1c\u2028\x85\x07\n\r\n")


@refused(_R.DAMAGED, _R.EMPTY)
def text_of_nul_bytes(folder: Path) -> Path:
    return write(folder / "nul.txt", bytes(100_000))


@refused(_R.EMPTY, _R.NO_TEXT)
def text_of_spaces(folder: Path) -> Path:
    return write(folder / "luft.txt", " \n\t\r\n" * 5000)


@readable(None, None, _R.TOO_LARGE, _R.TOO_MUCH_MEMORY, _R.TOO_SLOW, _R.NO_TEXT)
def text_of_one_line_of_99_megabytes(folder: Path) -> Path:
    return write(folder / "linje.txt", b"ord og " * 14_100_000)


@refused(_R.TOO_LARGE)
def text_of_10_gigabytes_of_nothing(folder: Path) -> Path:
    path = folder / "stor.txt"
    with path.open("wb") as opened:
        opened.truncate(10_000_000_000)  # a hole: it takes no room on the disk
    return path


@readable("møblene")
def text_of_marks_upon_marks(folder: Path) -> Path:
    return write(folder / "zalgo.txt", GOOD_TEXT + " o" + "\u0308" * 200_000)


@readable("andre", None)
def vtt_whose_cues_overlap(folder: Path) -> Path:
    cues = _CUE.format(1, 5, "den første setningen her") + _CUE.format(2, 4, "den andre setningen her")
    return write(folder / "overlapp.vtt", "WEBVTT\n\n" + cues + _CUE.format(0, 9, "den tredje setningen her"))


@readable("setningen", None)
def vtt_with_malformed_stamps(folder: Path) -> Path:
    good = _CUE.format(1, 2, "<v Kari>den første setningen her</v>")
    return write(
        folder / "stempler.vtt",
        f"WEBVTT\n\n{good}00:00:3 --> 0:4.5.6\nden andre\n\n99:99:99.999 --> tull\nden tredje\n\n-->\n\n"
        "0:0:7.1 --> 0:0:9.99\nden fjerde setningen her\n",
    )


@readable("baklengs", None)
def vtt_that_goes_backwards(folder: Path) -> Path:
    return write(folder / "baklengs.vtt", "WEBVTT\n\n" + _CUE.format(9, 1, "dette går baklengs i tiden"))


@refused(_R.NO_TEXT, _R.EMPTY)
def vtt_of_a_header_alone(folder: Path) -> Path:
    return write(folder / "hode.vtt", "WEBVTT\n\n")


@readable("ord nummer", None)
def vtt_of_25_000_cues(folder: Path) -> Path:
    stamps = [f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}" for n in range(25_001)]
    body = "".join(f"{a}.000 --> {b}.000\nord nummer {n}\n\n" for n, (a, b) in enumerate(itertools.pairwise(stamps)))
    return write(folder / "lang.vtt", f"WEBVTT\n\n{body}")


@readable("setningen")
def srt_without_numbers_in_windows_1252(folder: Path) -> Path:
    text = "00:00:01,000 --> 00:00:02,000\nden første setningen på møtet\n\n"
    return write(folder / "uten-nummer.srt", (text * 2).encode("cp1252"))


@readable("setningen", "feil_filendelse")
def vtt_named_txt(folder: Path) -> Path:
    return write(folder / "egentlig-vtt.txt", "WEBVTT\n\n" + _CUE.format(1, 2, "den første setningen her"))


@readable("Asker brukte", None)
def jsonl_with_broken_lines(folder: Path) -> Path:
    good = json.dumps(_EXPERIENCE, ensure_ascii=False)
    return write(
        folder / "linjer.jsonl", f'{good}\n{{"id": "halv\n\nnull\n[1]\n{good[:-2]}\n{good}\n'.encode() + b"\xff\n"
    )


@refused(_R.INVALID, _R.DAMAGED)
def jsonl_where_every_line_is_broken(folder: Path) -> Path:
    return write(folder / "alle.jsonl", '{"id": \n' * 300)


@refused(_R.INVALID, _R.DAMAGED)
def jsonl_100_000_deep(folder: Path) -> Path:
    return write(folder / "dyp.jsonl", '{"a":' * 100_000 + "1" + "}" * 100_000 + "\n")


@readable("Asker brukte", None)
def jsonl_with_numbers_of_100_000_digits(folder: Path) -> Path:
    good = json.dumps(_EXPERIENCE, ensure_ascii=False)
    return write(folder / "tall.jsonl", f'{good}\n{{"id": {"9" * 100_000}}}\n{{"id": NaN, "tall": 1e999}}\n')


@refused(_R.UNKNOWN_TYPE)
def json_that_is_no_list_of_lines(folder: Path) -> Path:
    return write(folder / "liste.json", json.dumps([_EXPERIENCE, _EXPERIENCE], indent=2))


@readable("møblene", None, _R.DAMAGED)
def html_100_000_deep(folder: Path) -> Path:
    return write(folder / "dyp.html", _page(f"<p>{GOOD_TEXT}</p>" + "<div><b>" * 100_000 + "bunn"))


@refused(_R.NO_TEXT)
def html_of_menus_alone(folder: Path) -> Path:
    links = "".join(f"<li><a href='/{n}'>Lenke {n}</a></li>" for n in range(30))
    return write(folder / "meny.html", _page(f"<nav><ul>{links}</ul></nav><script>var a = 1;</script>"))


@readable("møblene", None)
def html_with_a_billion_laughs(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE html [<!ENTITY l0 "lol">{entities}]>'
    body = f"<html><body><main><h1>Ombruk</h1><p>{GOOD_TEXT}</p><p>&l9;</p></main></body></html>"
    return write(folder / "lol.html", doctype + body)


@readable("møblene", None)
def html_that_lies_about_its_encoding(folder: Path) -> Path:
    head = "<meta charset='iso-8859-1'>"
    return write(folder / "koding.html", _page(f"<main><h1>Ombruk</h1><p>{GOOD_TEXT}</p></main>", head))


@readable("møblene", None, _R.TOO_LARGE)
def html_with_an_attribute_of_20_megabytes(folder: Path) -> Path:
    image = f"<img src='data:image/png;base64,{'A' * 20_000_000}'>"
    return write(folder / "bilde.html", _page(f"<main><h1>Ombruk</h1><p>{GOOD_TEXT}</p>{image}</main>"))


@readable("møblene", None)
def html_whose_tags_are_never_closed(folder: Path) -> Path:
    return write(folder / "apne.html", _page(f"<main><h1>Ombruk<p>{GOOD_TEXT}" + "<table><tr><td><li>" * 3000))


@refused(_R.UNKNOWN_TYPE)
def xml_with_a_billion_laughs(folder: Path) -> Path:
    return write(folder / "lol.xml", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaa'>]><a>&a;</a>")


@readable("møblene", None, _R.DAMAGED, _R.INVALID)
def markdown_with_quotes_10_000_deep(folder: Path) -> Path:
    return write(folder / "dyp.md", f"# Ombruk\n\n{GOOD_TEXT}\n\n{'> ' * 10_000}bunn\n\n{'- ' * 5000}bunn\n")


@readable("møblene", None, _R.INVALID, _R.DAMAGED, _R.BOMB)
def markdown_whose_front_matter_is_a_bomb(folder: Path) -> Path:
    lists = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    return write(folder / "anker.md", f"---\na0: &a0 [lol]\n{lists}\n---\n\n# Ombruk\n\n{GOOD_TEXT}\n")


@readable("møblene", None)
def markdown_of_brackets(folder: Path) -> Path:
    return write(folder / "klammer.md", f"# Ombruk\n\n{GOOD_TEXT}\n\n" + "[" * 50_000 + "![" * 20_000 + "*_`<" * 5000)


@refused(_R.NOT_CONFIGURED, _R.DAMAGED)
def sound_that_nothing_is_set_up_to_hear(folder: Path) -> Path:
    return write(folder / "opptak.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(4000))


@refused(_R.NEEDS_OCR)
def photo_named_pdf(folder: Path) -> Path:
    return write(folder / "foto.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00H\x00H\x00\x00" + bytes(3000))


@refused(_R.UNKNOWN_TYPE)
def program_named_xlsx(folder: Path) -> Path:
    return write(folder / "prosjekter.xlsx", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(3000))


@refused(_R.UNKNOWN_TYPE, _R.DAMAGED)
def gzip_bomb_named_csv(folder: Path) -> Path:
    return write(
        folder / "pakket.csv", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + zlib.compress(bytes(5_000_000))[2:]
    )
