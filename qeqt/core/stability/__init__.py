"""Financial stability: leveraged funds in Britain, banks with long assets in the United States."""
