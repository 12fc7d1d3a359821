"""Functions of Python against each other, each in processes of its own: greenbench.compare()."""
