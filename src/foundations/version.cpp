#include "opiodyn/version.hpp"

namespace opiodyn {

const char* version() noexcept { return OPIODYN_VERSION; }

}  // namespace opiodyn
