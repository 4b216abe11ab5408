# What every part begins with: `source` it. The part runs alone, in a checkout of a new machine, and says
# at its end how long it took.
set -euo pipefail
part=${0##*/}
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"
trap 'printf "\n== %s: %d s\n" "$part" "$SECONDS"' EXIT
