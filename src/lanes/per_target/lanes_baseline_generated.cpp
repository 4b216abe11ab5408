// This unit has the generated code of the lanes in lanes_baseline.cpp.
#define OPIODYN_LANE_UNIT lanes_baseline
#include "lanes/per_target/generated_unit.hpp"
