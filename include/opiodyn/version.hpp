#pragma once
/// Room 0.

namespace opiodyn {

/// Version of the library, e.g. "0.1.0".
const char* version() noexcept;

}  // namespace opiodyn
