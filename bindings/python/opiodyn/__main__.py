"""`python -m opiodyn` is the command `opiodyn`."""

import sys

from opiodyn.cli import main

if __name__ == "__main__":
    sys.exit(main())
