"""The secret that links are signed with."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kunnskapsbase.settings import Settings
from search_api.secret import FILE_NAME, secret_of


def test_it_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: secret_of(settings), range(16)))
    assert len(made) == 1
    assert len(made.pop()) == 64
    (file,) = settings.data.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == (FILE_NAME, 0o600)


def test_one_that_is_set_goes_before_it_and_no_file_is_made(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", secret="min egen")
    assert secret_of(settings) == "min egen"
    assert not settings.data.exists()
    assert "min egen" not in str(settings.portable())
