#pragma once
/// Pure functions of a sampled curve (times in h, ascending). Between samples the curve is
/// a straight line. Every function throws InvalidInput for curves that are empty, of unequal length,
/// not finite or not ascending in time.

#include <Eigen/Core>
#include <optional>
#include <span>

#include "opiodyn/entry.hpp"

namespace opiodyn::metrics {

using Curve = const Eigen::Ref<const Eigen::VectorXd>&;

/// A value and when it was reached (the first time, if several).
struct Extremum {
    double value{};
    double time{};
};

Extremum peak(Curve times, Curve values);
Extremum trough(Curve times, Curve values);
/// Area under the curve by the linear trapezoidal rule: unit of the values times h.
double area(Curve times, Curve values);
/// Time-weighted mean: area / (last - first time). A single sample is its own mean.
double mean(Curve times, Curve values);
/// Hours during which the curve lies above the threshold.
double time_above(Curve times, Curve values, double threshold);
/// First time at or after `from` at which the curve is at or below the threshold.
std::optional<double> time_to_fall_below(Curve times, Curve values, double threshold, double from);
/// Hours since the latest event at or before each time; infinite before the first. Events ascending.
Eigen::VectorXd time_since(Curve times, std::span<const double> events);

}  // namespace opiodyn::metrics
