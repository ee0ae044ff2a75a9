"""Every sign dark at one click: ordered, explained afterwards, lifted by an approver, proven by drills."""
