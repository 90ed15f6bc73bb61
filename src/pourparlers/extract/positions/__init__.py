"""What parties demand, offer, threaten, refuse or accept: stances, their content and their issue."""
