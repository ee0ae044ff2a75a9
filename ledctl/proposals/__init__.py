"""What a site proposes and approves before it is used: the rules glyphs and warning templates share."""
