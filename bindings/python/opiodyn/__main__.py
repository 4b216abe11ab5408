"""This module makes `python -m opiodyn` the command `opiodyn`."""

import sys

from opiodyn.cli import main

if __name__ == "__main__":
    sys.exit(main())
