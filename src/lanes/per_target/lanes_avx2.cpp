// This unit has the lanes with 256-bit registers.
#define OPIODYN_LANE_UNIT lanes_avx2
#include "lanes/per_target/lane_unit.hpp"
