"""What a text is made of: numbers and dates as the book prints them, addresses, tables of plain HTML."""
