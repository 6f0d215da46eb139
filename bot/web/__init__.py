"""The office's web pages: published results for everybody, a dashboard for admins."""
