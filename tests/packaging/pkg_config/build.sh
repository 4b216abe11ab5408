#!/bin/sh
# build.sh <compiler and flags> <pkg-config> <installed lib directory> <scratch directory>
# One command line, no CMake.
set -eu
here=$(dirname "$0")
PKG_CONFIG_PATH=$3/pkgconfig
LD_LIBRARY_PATH=$3
export PKG_CONFIG_PATH LD_LIBRARY_PATH
# shellcheck disable=SC2046,SC2086 # words, not strings
$1 -std=c++20 "$here/../find_package/main.cpp" -o "$4/pkg_config_app" $("$2" --cflags --libs opiodyn)
"$4/pkg_config_app"
