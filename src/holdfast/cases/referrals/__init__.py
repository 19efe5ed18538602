"""The referrals of a case."""
