#define OPIODYN_LANE_UNIT lanes_baseline

#include "opiodyn/scalars/number.hpp"

#include "scalars/lane_power.hpp"

namespace opiodyn {

double power(double x, double p) {
    using One = lanes_baseline::Pack<1>;
    return lanes_baseline::power(One(x), One(p)).lane(0);
}

}  // namespace opiodyn
