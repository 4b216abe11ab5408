// The lanes with 512-bit registers.
#define OPIODYN_LANE_UNIT lanes_avx512
#include "detail/lane_unit.hpp"
