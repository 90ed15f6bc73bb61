"""Reading many dispatches in pieces: one pure function a shard, spread over processes or machines, then merged."""
