// Compiles as it stands; with WITHOUT_UNIT, or in another way told in CMakeLists.txt, it must not.
#include <opiodyn/opiodyn.hpp>

namespace od = opiodyn;

#ifdef WITHOUT_UNIT
const od::Dose dose{.drug = "naltrexone", .amount = 4.5};
#else
const od::Dose dose{.drug = "naltrexone", .amount = od::Mass{4.5}};
#endif

int main() { return dose.amount == od::Mass{4.5} ? 0 : 1; }
