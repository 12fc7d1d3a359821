"""What the package raises of its own."""


class CannotMeasure(RuntimeError):  # noqa: N818 -- a state of the machine, not a mistake
    """No counter can be read here, or none of those that were asked for."""
