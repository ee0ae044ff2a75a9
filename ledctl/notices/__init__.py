"""What is said, and who let it through: notices, versions, decisions, display orders, and the desk."""
