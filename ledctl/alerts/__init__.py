"""What is wrong while the office is away: seen, written down, told, and told again when it is over."""
