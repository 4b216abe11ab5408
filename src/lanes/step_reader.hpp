#pragma once
/// A StepReader reads an accepted step of one subject at many times, several of them at once.

#include <cstddef>
#include <memory>

#include "lanes/lane_work.hpp"

namespace opiodyn::detail {

/// A StepCurve is an accepted step of one subject, by the places that move: its ends, what its stages gave one after the
/// other, and its length [h].
struct StepCurve {
    const double *y, *y_new, *stages;
    double h;
};

/// The values of column c at time k of a reading are at values[c * stride + k].
struct ReadOutBlock {
    double* values;
    std::size_t stride;
};

class StepReader {
public:
    virtual ~StepReader();
    /// Sets the model, and the constant rate into every state of it.
    virtual void set_model(const LaneModel& model) = 0;
    virtual void set_input(const double* input) = 0;
    /// Takes the step that is read from now on.
    virtual void take(const StepCurve& curve) = 0;
    /// Reads the read-outs of the plan at `count` fractions of the step. Returns how many of these came out: the next
    /// one has a negative quantity.
    virtual std::size_t read(const double* s, std::size_t count, ReadOutBlock to) = 0;
};

}  // namespace opiodyn::detail
