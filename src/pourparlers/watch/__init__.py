"""Following feeds and folders: what is new joins the record, and what matters in it is told once."""
