"""The villages and neighbourhoods of a commune, from which citizens choose their own."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.commune import Commune

KNOWN: dict[str, Any] = {"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Mẫu Giang"}


def test_villages_keep_the_order_of_the_file_and_have_codes_without_accents() -> None:
    commune = Commune.model_validate(KNOWN | {"thon": ["thôn Mẫu Hai", "Tổ dân phố 3", "thôn Mẫu Một"]})
    assert list(commune.village_names.items()) == [
        ("thon-mau-hai", "thôn Mẫu Hai"),
        ("to-dan-pho-3", "Tổ dân phố 3"),
        ("thon-mau-mot", "thôn Mẫu Một"),
    ]


def test_a_commune_need_not_know_them() -> None:
    assert Commune.model_validate(KNOWN).village_names == {}


@pytest.mark.parametrize("names", [["thôn Mẫu Một", "Thôn Mẫu  một"], ["thôn Mẩu Một", "thôn Mậu Mốt"], ["…"]])
def test_names_that_can_not_be_told_apart_are_refused(names: list[str]) -> None:
    with pytest.raises(ValidationError, match="không phân biệt được"):
        Commune.model_validate(KNOWN | {"thon": names})
