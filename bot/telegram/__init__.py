"""How we speak: every sentence, the buttons, the replies, and the inbox loop."""
