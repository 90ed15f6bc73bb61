"""Tables from what others publish: Wikidata (dump in JSON, query in CSV) and FollowTheMoney."""
