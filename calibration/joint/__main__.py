"""This module is the command of scripts/calibrate."""

import argparse
import sys

from joint import stages
from joint.data import CalibrationError


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/calibrate", description="the joint calibration")
    choices = [*stages.STAGES, stages.PAGE]
    parser.add_argument(
        "stages", nargs="*", metavar="stage", help=f"{', '.join(choices)}; none: all"
    )
    asked = parser.parse_args().stages
    unknown = [name for name in asked if name not in choices]
    if unknown:
        parser.error(f"no stage is called {unknown[0]}; there are: {', '.join(choices)}")
    try:
        for name in asked or choices:
            stages.run(name)
    except CalibrationError as error:
        print(f"scripts/calibrate: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
