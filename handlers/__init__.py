"""Conversations: thin, one module each, none imports another."""
