"""Budgets of energy and time for tests: what greenbench.pytest_plugin is made of.

    mark      what @pytest.mark.energy says          settings  the options
    windows   the fixture `energy`                   rounds    one value of each metric for each call
    costs     values and intervals over the rounds   verdict   the interval against the budget
    session   the hooks                              section   the lines in the terminal
    document  what reports carry, and the JSON file

Nothing of it imports the extension module before a marked test or the fixture needs it.
"""
