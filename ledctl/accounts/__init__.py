"""Who people are: accounts, roles, passwords, sign-ins. What they may do to a notice is ``notices.rights``."""
