"""Retention (保存期間): how long each kind of file stays, and how it is deleted so that this can be proven."""
