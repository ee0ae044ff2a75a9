"""The templates of what villages publish, their blank lists, and the notices begun with them."""
