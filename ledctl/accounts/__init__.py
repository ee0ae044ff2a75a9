"""Who people are: accounts, roles, passwords, sign-ins. What they may do: ``notices.rights``."""
