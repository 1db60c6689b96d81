"""Is the record sound?"""
