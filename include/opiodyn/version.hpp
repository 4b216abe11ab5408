#pragma once
/// This header names the version of the library and refuses a compiler older than C++20.

#if __cplusplus < 202002L && !(defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)
#error "opiodyn needs C++20: compile with -std=c++20, or link the CMake target opiodyn::opiodyn"
#endif

// CMake reads these three lines, and scripts/release compares them with all other places.
/// These are the numbers of the version. Before 1.0 a change of MINOR may break code, and one of PATCH does not.
#define OPIODYN_VERSION_MAJOR 0
#define OPIODYN_VERSION_MINOR 1
#define OPIODYN_VERSION_PATCH 0
/// This number grows with every version: 10000 * MAJOR + 100 * MINOR + PATCH.
#define OPIODYN_VERSION_NUMBER \
    (10000 * OPIODYN_VERSION_MAJOR + 100 * OPIODYN_VERSION_MINOR + OPIODYN_VERSION_PATCH)

namespace opiodyn {

/// Returns the version of the library, e.g. "0.1.0".
const char* version() noexcept;

}  // namespace opiodyn
