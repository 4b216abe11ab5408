#pragma once
/// This header names the version of the library and refuses a compiler older than C++20.

#if __cplusplus < 202002L && !(defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)
#error "opiodyn needs C++20: compile with -std=c++20, or link the CMake target opiodyn::opiodyn"
#endif

namespace opiodyn {

/// Returns the version of the library, e.g. "0.1.0".
const char* version() noexcept;

}  // namespace opiodyn
