"""Buttons that are forged, or of another version, are refused in one sentence."""

import pytest

from tests.chat import Chat

OLD = "Tombol ini tidak dipakai lagi. /start memperlihatkan yang ada."
FAR = "9" * 20


@pytest.mark.parametrize(
    "forged",
    [
        "rt:by:1:99",
        "rt:who:1:abc",
        f"rt:who:1:{FAR}",
        f"rt:open:{FAR}:",
        f"h:{FAR}:",
        f"h:-{FAR}:",
        f"ts:{FAR}",
        "ta:1:why:99",
        "1:nothing:1:0",
        "j:nothing:1",
        f"d:{FAR}",
    ],
)
async def test_a_forged_button_is_an_old_one_and_no_failure(admin: Chat, forged: str) -> None:
    await admin.says("/id")
    await admin.presses(admin.cards[-1]["message_id"], forged)

    assert admin.toasts == [OLD]
