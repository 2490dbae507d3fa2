"""Bad names and places: what is no file, may not be read, or lies outside the folder that was delivered."""

import os
import socket
from pathlib import Path

from ingest.problems import Reason
from tests.support.bad_files import GOOD_TEXT, readable, refused, write

_R = Reason


@refused(_R.NOT_READABLE)
def folder_named_pdf(folder: Path) -> Path:
    path = folder / "mappe.pdf"
    path.mkdir()
    return path


@refused(_R.NOT_READABLE)
def pipe_nobody_writes_to(folder: Path) -> Path:
    path = folder / "ror.txt"
    os.mkfifo(path)
    return path


@refused(_R.NOT_READABLE)
def socket_named_txt(folder: Path) -> Path:
    path = folder / "s.txt"
    here = Path.cwd()
    os.chdir(folder)  # the address of a socket may be 108 bytes at most
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)
    return path


@refused(_R.NOT_READABLE)
def device_without_end(folder: Path) -> Path:
    path = folder / "null.txt"
    path.symlink_to("/dev/zero")
    return path


@refused(_R.NOT_READABLE)
def link_in_a_ring(folder: Path) -> Path:
    (folder / "a.pdf").symlink_to(folder / "b.pdf")
    (folder / "b.pdf").symlink_to(folder / "a.pdf")
    return folder / "a.pdf"


@refused(_R.NOT_READABLE)
def link_in_a_ring_through_folders(folder: Path) -> Path:
    (folder / "mappe").mkdir()
    (folder / "mappe" / "igjen").symlink_to(folder / "mappe")
    return folder.joinpath("mappe", *["igjen"] * 60, "notat.txt")


@refused(_R.NOT_READABLE)
def link_to_nothing(folder: Path) -> Path:
    (folder / "borte.docx").symlink_to(folder / "finnes-ikke.docx")
    return folder / "borte.docx"


@refused(_R.OUTSIDE_FOLDER, contained=True)
def link_out_of_the_folder(folder: Path) -> Path:
    (folder / "passord.txt").symlink_to("/etc/passwd")
    return folder / "passord.txt"


@refused(_R.OUTSIDE_FOLDER, contained=True)
def folder_link_out_of_the_folder(folder: Path) -> Path:
    (folder / "levert").symlink_to("/etc")
    return folder / "levert" / "passwd"


@refused(_R.OUTSIDE_FOLDER, contained=True)
def path_that_leaves_the_folder(folder: Path) -> Path:
    return folder / ".." / ".." / ".." / ".." / ".." / "etc" / "passwd"


@refused(_R.NOT_READABLE)
def file_nobody_may_read(folder: Path) -> Path:
    path = write(folder / "lukket.txt", GOOD_TEXT)
    path.chmod(0)
    return path


@refused(_R.NOT_READABLE)
def name_that_is_too_long(folder: Path) -> Path:
    return folder / f"{'x' * 300}.txt"


@refused(_R.NOT_READABLE)
def name_with_a_nul(folder: Path) -> Path:
    return folder / "nul\0.txt"


@readable("møblene")
def name_as_long_as_it_may_be(folder: Path) -> Path:
    return write(folder / f"{'ø' * 125}.txt", GOOD_TEXT)


@readable("møblene")
def name_with_line_breaks(folder: Path) -> Path:
    return write(folder / "linje\n--json\r\x1b[31m.txt", GOOD_TEXT)


@readable("møblene")
def name_that_is_not_utf8(folder: Path) -> Path:
    return write(Path(os.fsdecode(os.fsencode(folder) + b"/m\xf8te.txt")), GOOD_TEXT)


@readable("møblene")
def name_that_looks_like_an_option(folder: Path) -> Path:
    return write(folder / "--help", GOOD_TEXT)
