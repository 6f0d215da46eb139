"""Telegram's limits, in its own units."""

from datetime import timedelta

# Counted in UTF-16 units: at least as strict as any other way to count characters.
TEXT = 4096
TEXT_BYTES = 1 << 15
CAPTION = 1024
ENTITIES = 100
ANSWER = 200
PAYLOAD = 64
COMMANDS = 100
BOT_NAME = 64
BOT_DESCRIPTION = 512
BOT_SHORT_DESCRIPTION = 120

BUTTON_BYTES = 64
BUTTONS = 100
BUTTONS_IN_ROW = 8

DOWNLOAD = 20 * 1024 * 1024
UPLOAD = 50 * 1024 * 1024
PHOTO = 10 * 1024 * 1024

# Width and height together, and how many times one may be the other.
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
ALBUM = 10

UPDATES_KEPT = timedelta(hours=24)
DELETABLE = timedelta(hours=48)
# "Soon" is all that Telegram promises; a minute leaves no room for answering after long work.
ANSWER_TIME = timedelta(minutes=1)
