// This unit has the lanes with what every machine of its kind has.
#define OPIODYN_LANE_UNIT lanes_baseline
#include "lanes/per_target/lane_unit.hpp"
