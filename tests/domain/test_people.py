"""What a person may do."""

import pytest

from bot.domain.errors import NotAllowed
from bot.domain.people import require_admin
from tests.factories import a_person


def test_only_an_admin_passes() -> None:
    require_admin(a_person(admin=True))

    with pytest.raises(NotAllowed):
        require_admin(a_person())
