#pragma once
/// A LaneNumber is what goes through the lanes: a pack, or a dual number of packs with `N` derivatives. Component
/// 0 is the value, and the others are derivatives.

#include "opiodyn/scalars/dual.hpp"
#include "scalars/lane_power.hpp"

namespace opiodyn::OPIODYN_LANE_UNIT {

template <int N, int W>
struct NumberOfLanes {
    using type = Dual<static_cast<std::size_t>(N), Pack<W>>;
};
template <int W>
struct NumberOfLanes<0, W> {
    using type = Pack<W>;
};
template <int N, int W>
using LaneNumber = typename NumberOfLanes<N, W>::type;

template <int W>
Pack<W>& component(Pack<W>& x, int /*which*/) {
    return x;
}
template <std::size_t N, int W>
Pack<W>& component(Dual<N, Pack<W>>& x, int which) {
    return which == 0 ? x.value : x.slope[static_cast<std::size_t>(which - 1)];
}
template <int W>
const Pack<W>& component(const Pack<W>& x, int /*which*/) {
    return x;
}
template <std::size_t N, int W>
const Pack<W>& component(const Dual<N, Pack<W>>& x, int which) {
    return which == 0 ? x.value : x.slope[static_cast<std::size_t>(which - 1)];
}

}  // namespace opiodyn::OPIODYN_LANE_UNIT
