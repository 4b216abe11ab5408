#pragma once
/// This header holds pure functions of sampled curves, which threads may call at once. The times
/// ascend [h], and between samples the curve is a straight line. Every function throws InputError for
/// a curve that is empty, of unequal length, not finite or not ascending in time.

#include <Eigen/Core>
#include <optional>
#include <span>

#include "opiodyn/entry.hpp"

namespace opiodyn::metrics {

/// A curve comes as two vectors of one length: its times [h] and its values in any unit.
using Curve = const Eigen::Ref<const Eigen::VectorXd>&;

/// An extremum is a highest or lowest value and when it was reached (the first time, if several).
/// Plain data: threads may share it while none writes.
struct Extremum {
    double value{};  ///< The value is in the unit of the curve.
    double time{};   ///< The time is that of its first sample [h].
};

/// Returns the highest sample.
Extremum peak(Curve times, Curve values);
/// Returns the lowest sample.
Extremum trough(Curve times, Curve values);
/// Returns the area under the curve by the linear trapezoidal rule, in the unit of the values times h.
double area(Curve times, Curve values);
/// Returns the mean over time: area / (last - first time), in the unit of the values. A curve that
/// takes no time has the mean of its samples.
double mean(Curve times, Curve values);
/// Returns how long the curve lies above the threshold [h]. Throws InputError also if the threshold
/// is not finite.
double time_above(Curve times, Curve values, double threshold);
/// Returns the first time from `after` on at which the curve is at or below the threshold [h];
/// nothing if it stays above. Throws InputError also if `threshold` or `after` is not finite.
std::optional<double> time_to_fall_below(Curve times, Curve values, double threshold, double after);
/// Returns how long before each time the latest event was [h]; infinite before the first. Throws
/// InputError also if the events [h] are not finite or not ascending.
Eigen::VectorXd time_since(Curve times, std::span<const double> events);

}  // namespace opiodyn::metrics
