"""Fixtures for all tests, and a guard: only tests marked `real` may leave the machine."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from index.embed import Embedder

# Speed is no test's business, and a busy machine is slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_SCRIPTS = [
    "Google will invest $2 billion: $500 million now, up to $1.5 billion later.",
    "L'été à Zürich, c'est « différent » – n'est-ce pas ? Straße, Ærø, Łódź",
    "Компания вложит два миллиарда долларов в исследования.",
    "谷歌将投资二十亿美元，其中五亿美元立即到位。",
    "グーグルは２０億ドルを投資する。営業時間は10～20時です。",
    "구글은 이십억 달러를 투자할 것이다.",
    "ستستثمر الشركة ملياري دولار في الأبحاث.",
    "החברה תשקיע שני מיליארד דולר במחקר.",
    "कंपनी अनुसंधान में दो अरब डॉलर का निवेश करेगी।",
    "บริษัทจะลงทุนสองพันล้านดอลลาร์ในการวิจัย",
    "Η εταιρεία θα επενδύσει δύο δισεκατομμύρια δολάρια.",
    "კომპანია კვლევაში ორ მილიარდ დოლარს ჩადებს.",
    "Party 🎉👩‍👩‍👧 tonight 😀!",
    "ＦＵＬＬ　ｗｉｄｔｈ １２３ ㈱ ①",
    "a\u00a0narrow\u202fspace, a zero\u200bwidth one, a mark \ufeffinside",
    "tabs\tand\nlines\r\nand   many    spaces",
    "x² + H₂O ≈ ½ ﬁne",
    "",
]


def _is_loopback(host: object) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test at once that connects to another machine or looks up its name."""
    if request.node.get_closest_marker("real"):
        yield
        return
    refused: list[object] = []

    def guard(function: Any, address_at: int) -> Any:
        def guarded(*arguments: Any, **options: Any) -> Any:
            address = arguments[address_at]
            host = address[0] if isinstance(address, tuple) else address
            on_this_machine = isinstance(address, bytes) or host is None or _is_loopback(host)
            # A string as the whole address is a Unix socket.
            if not on_this_machine and not (address_at == 1 and isinstance(address, str)):
                refused.append(host)
                raise OSError(f"this test is not marked real and may not reach {host}")
            return function(*arguments, **options)

        return guarded

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guard(getattr(socket.socket, name), 1))
    monkeypatch.setattr(socket, "getaddrinfo", guard(socket.getaddrinfo, 0))
    yield
    # The code under test may have swallowed the error.
    assert not refused, f"tried to reach {refused}"


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged embedder, unpacked once in the user's cache and shared by all tests."""
    return Embedder()


@pytest.fixture(scope="session")
def scripts() -> list[str]:
    """Short texts in many scripts, with what normalisation has to deal with; the last is empty."""
    return _SCRIPTS
