"""What can be done: one plain function each - load, decide, save."""
