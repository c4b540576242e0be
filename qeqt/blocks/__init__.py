"""The blocks: each a step from last month's record to this month's, none of which knows another."""
