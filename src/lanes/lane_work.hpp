#pragma once
/// LaneWork is what the lanes ask of the plain code around them, which knows subjects, regimens and outputs. The
/// lanes know numbers alone, so that pointers cross this border and no library type does.
///
/// Example: two lanes in a register and three subjects. A needs 3 steps, B needs 5 and C needs 2. A round tries
/// one step in both lanes at once:
///     round     1   2   3   4   5
///     lane 0    A   A   A   C   C
///     lane 1    B   B   B   B   B
/// start(0) gives A, and start(1) gives B. After an accepted step of lane k, step(k) asks for nodes within it, and
/// read(k) takes their values. In round 3 the nodes of A say `last`, so finish(0) closes A, and start(0) puts C into
/// its place. B knows nothing of that: each lane has its own time, step length and acceptance. If a step of C were
/// rejected, C alone would try again, and end a round later. Where a segment ends before its subject does, next(k)
/// gives the segment after it.
/// After round 5 start() returns false for both lanes, and the work is done: 10 steps in the time of 5.

#include <cstddef>
#include <cstdint>

#include "equations/readout.hpp"

namespace opiodyn::detail {

/// This many derivatives go through the lanes at once.
inline constexpr int lane_derivatives = 4;

/// A LaneModel is a set of pointers to the numbers of a model.
struct LaneModel {
    const Equations<double>* equations{};
    const double* linear{};   ///< Holds the values of the plan's linear entries.
    const double* numbers{};  ///< Holds all numbers of the equations, then these values.
    std::size_t count{};      ///< There are so many of `numbers`.
};

/// A LaneVariation gives the derivative of a model's numbers in one direction: the difference of two models,
/// times `per`.
struct LaneVariation {
    LaneModel plus, minus;
    double per{};
};

/// A LaneTask is a smooth stretch for a lane to go along. If there are derivatives, each array over the states
/// goes on with its derivative in each direction.
struct LaneTask {
    LaneModel model;                    ///< model; without equations the one before holds
    const LaneVariation* variations{};  ///< one for each derivative
    const double* y{};                  ///< This is the state at `begin`.
    const double* input{};              ///< This is a constant rate into every state.
    double begin{}, end{};              ///< start and end of the stretch [h]
    /// The subject has used up so many steps and attempts, those towards a steady state included.
    std::int64_t steps{0}, attempts{0};
};

/// A LaneStep is a step to try, and later the step that was accepted.
struct LaneStep {
    double begin, h, end;
    bool lands;                          ///< This is true if the step ends with the task.
    std::int64_t steps{0}, attempts{0};  ///< so many of its subject, up to this one
};

/// LaneNodes are the places within a step whose values the plain code wants.
struct LaneNodes {
    std::int64_t count{0};
    std::int64_t outputs{0};  ///< Counts the first nodes, where nothing may be negative.
    const double* s{};        ///< Holds fractions of the step.
    double* values{};         ///< Takes the read-outs, node by node, each with its derivatives.
    bool last{false};         ///< This is true if the subject needs no further step.
    double quiet{0.0};        ///< No later step that ends before this needs to be told [h].
};

enum class LaneFailure { singular, inaccurate, not_finite, negative, steps, attempts };

/// A LaneFault tells where a lane stood when it failed.
struct LaneFault {
    LaneFailure why;
    double t, h;
    Index singular_state;  ///< This is the state whose pivot failed, if one did.
    const double* y_new;
    const double* error;
    const double* size;  ///< The error of each state is measured by this.
};

/// A LaneWork serves the lanes of one thread.
class LaneWork {
public:
    virtual ~LaneWork();
    /// Gives the next subject to a lane. Returns false if there is none.
    virtual bool start(int lane, LaneTask& task) = 0;
    /// Takes an accepted step, unless it is quiet, and says which of its nodes to read.
    virtual void step(int lane, const LaneStep& step, LaneNodes& nodes) = 0;
    /// Takes the values of the nodes, which are there now, and says which nodes of the step to read next, if any.
    virtual void read(int lane, LaneNodes& nodes) = 0;
    /// Gives the next task, after one that ended with state y. Returns false if the subject is done or has failed.
    virtual bool next(int lane, const double* y, std::int64_t steps, std::int64_t attempts,
                      LaneTask& task) = 0;
    /// Closes a subject that needs no further step.
    virtual void finish(int lane, std::int64_t steps, std::int64_t attempts) = 0;
    /// Closes a subject that cannot go on.
    virtual void fail(int lane, const LaneFault& fault, std::int64_t steps,
                      std::int64_t attempts) = 0;
    /// Tells whether everybody shall stop.
    virtual bool stopped() = 0;
};

/// LaneOptions are what the lanes need of the solver's options.
struct LaneOptions {
    double rtol, atol;
    std::int64_t max_steps, max_attempts;
};

}  // namespace opiodyn::detail
