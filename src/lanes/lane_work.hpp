#pragma once
/// What the lanes ask of the plain code around them, which knows subjects, regimens and
/// outputs. The lanes know numbers alone, so that this border is crossed by pointers and no library type.

#include <cstdint>

#include "equations/readout.hpp"

namespace opiodyn::detail {

/// How many derivatives go through the lanes at once.
inline constexpr int lane_derivatives = 4;

/// The numbers of a model.
struct LaneModel {
    const Equations<double>* equations{};
    const PainReadout<double>* pain{};  ///< may be null
    const double* linear{};             ///< values of the plan's linear entries
};

/// Their derivative in one direction: the difference of two models, times `per`.
struct LaneVariation {
    LaneModel plus, minus;
    double per{};
};

/// A smooth stretch for a lane to go along. Where there are derivatives, what is said of all states is
/// followed by its derivative in each direction.
struct LaneTask {
    LaneModel model;                    ///< without equations: that of before, and its variations
    const LaneVariation* variations{};  ///< one for each derivative
    const double* y{};                  ///< at begin
    const double* input{};              ///< constant rate into every state
    double begin{}, end{};              ///< h
};

/// An accepted step.
struct LaneStep {
    double begin, h, end;
    bool lands;  ///< end is that of the task
};

/// What the plain code wants to know within it.
struct LaneNodes {
    std::int64_t count{0};
    std::int64_t outputs{0};  ///< the first of them, where nothing may be negative
    const double* s{};        ///< fractions of the step
    double* values{};         ///< for the read-outs, node by node, each with its derivatives
    bool last{false};         ///< the subject needs no further step
};

enum class LaneFailure { singular, inaccurate, not_finite, negative, steps, attempts };

/// Where a lane stood when it failed.
struct LaneFault {
    LaneFailure why;
    double t, h;
    Index singular_state;  ///< where the pivot failed, if that is why
    const double* y_old;
    const double* y_new;
    const double* error;
};

class LaneWork {
public:
    virtual ~LaneWork();
    /// The next subject; false: there is none.
    virtual bool start(int lane, LaneTask& task) = 0;
    virtual void step(int lane, const LaneStep& step, LaneNodes& nodes) = 0;
    /// The values of the nodes are there.
    virtual void read(int lane) = 0;
    /// The end of the task, with state y: the next one; false: the subject has failed.
    virtual bool next(int lane, const double* y, LaneTask& task) = 0;
    virtual void finish(int lane, std::int64_t steps, std::int64_t attempts) = 0;
    virtual void fail(int lane, const LaneFault& fault, std::int64_t steps,
                      std::int64_t attempts) = 0;
    /// True if everybody shall stop.
    virtual bool stopped() = 0;
};

/// What the lanes need of the solver's options.
struct LaneOptions {
    double rtol, atol;
    std::int64_t max_steps, max_attempts;
};

}  // namespace opiodyn::detail
