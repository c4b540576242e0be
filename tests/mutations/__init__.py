"""Records changed as slips change them, each loaded by its own loader: which is not refused by name?"""
