"""What was heard → what is read: punctuation now; readings, numerals and 整文 rules have their room here."""
