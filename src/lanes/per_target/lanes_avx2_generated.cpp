// This unit has the generated code of the lanes in lanes_avx2.cpp.
#define OPIODYN_LANE_UNIT lanes_avx2
#include "lanes/per_target/generated_unit.hpp"
