"""What is wrong with a call or its data, as opposed to a text; every room may raise it."""


class EncoderError(Exception):
    """What is wrong with the call or its data: a missing file, a bad list, an unknown option."""
