// The lanes with 256-bit registers.
#define OPIODYN_LANE_UNIT lanes_avx2
#include "detail/lane_unit.hpp"
