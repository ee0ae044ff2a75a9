"""Looking through a notice before anybody approves it: what must not be public, and what does not add up."""
