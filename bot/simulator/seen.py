"""What a person sees of a message."""

from bot.simulator.files import path_of
from bot.simulator.formatted import Formatted
from bot.simulator.html_writer import write
from bot.simulator.params import Json

__all__ = ["message", "rows"]

OTHERS = ("location", "contact", "sticker")


def message(kept: Json, person: Json) -> Json:
    said = kept.get("text") or kept.get("caption") or ""
    marks = kept.get("entities") or kept.get("caption_entities") or []
    return {
        "message_id": kept["message_id"],
        "date": kept["date"],
        "from": "bot" if kept["from"]["is_bot"] else "person",
        "text": said,
        "html": write(Formatted(said, tuple(marks))),
        "keyboard": [[_button(button) for button in row] for row in rows(kept, person)],
        "edited": "edit_date" in kept,
        **({"silent": True} if kept.get("silent") else {}),
        **({"album": kept["media_group_id"]} if "media_group_id" in kept else {}),
        **_file(kept),
        **{kind: kept[kind] for kind in OTHERS if kind in kept},
    }


def rows(kept: Json, person: Json) -> list[list[Json]]:
    """The buttons under a message: its own, or the chat's reply keyboard that it brought."""
    hung = person.get("keyboard") or {}
    if hung.get("message_id") == kept["message_id"]:
        return list(hung["rows"])
    return list(kept.get("reply_markup", {}).get("inline_keyboard", []))


def _button(button: Json) -> Json:
    named = {"callback_data": "data", "text": "text", "url": "url"}
    return {named[name]: value for name, value in button.items() if name in named}


def _file(kept: Json) -> Json:
    if "document" in kept:
        file = kept["document"]
        url = f"/sim/files/{path_of(file)}"
        return {"document": {"file_name": file["file_name"], "url": url}}
    if "photo" in kept:
        path = path_of(kept["photo"][-1])
        return {"photo": {"file_name": path.partition("/")[2], "url": f"/sim/files/{path}"}}
    return {}
