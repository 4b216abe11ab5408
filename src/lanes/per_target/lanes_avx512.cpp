// This unit has the lanes with 512-bit registers.
#define OPIODYN_LANE_UNIT lanes_avx512
#include "lanes/per_target/lane_unit.hpp"
