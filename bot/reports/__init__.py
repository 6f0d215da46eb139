"""What leaves as a file: workbooks and PDF."""
