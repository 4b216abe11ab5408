// This unit has the generated code of the lanes in lanes_avx512.cpp.
#define OPIODYN_LANE_UNIT lanes_avx512
#include "lanes/per_target/generated_unit.hpp"
