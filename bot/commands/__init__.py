"""What the commands do. A refusal is one sentence on standard error and an exit status."""
