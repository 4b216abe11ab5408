#pragma once
/// The plain code sees a number of the lanes as a row of doubles: its value, then its derivatives.

#include <cstddef>

#include "lanes/lane_work.hpp"
#include "opiodyn/scalars/dual.hpp"

namespace opiodyn::detail {

using LaneDual = Dual<static_cast<std::size_t>(lane_derivatives)>;

template <class T>
inline constexpr std::size_t components = 1;
template <>
inline constexpr std::size_t components<LaneDual> = 1 + lane_derivatives;

inline void get(const double* from, double& to) { to = *from; }
inline void get(const double* from, LaneDual& to) {
    to.value = *from;
    for (double& slope : to.slope) slope = *++from;
}

inline void put(double from, double* to) { *to = from; }
inline void put(const LaneDual& from, double* to) {
    *to = from.value;
    for (const double slope : from.slope) *++to = slope;
}

}  // namespace opiodyn::detail
