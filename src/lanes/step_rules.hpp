#pragma once
/// The rules of a step lead a subject from step to step along a smooth segment. They say how it lands on the end, what
/// follows from an accepted or a rejected step, and when it gives up. A run alone and the lanes of a batch follow
/// them, so that both take the same steps.
///
/// For example, a segment of 10 h begins with a step of 4 h. It is taken as it is, because 4 h is at most half of the
/// 10 h left. If it is accepted and may grow by 1.5, the next would be 6 h: that reaches the end exactly, and lands.
/// Had it grown to 5 h only, a step of 3 h would follow, half of the 6 h left, rather than 5 h and a sliver of 1 h.
/// Unless the step must then shrink, a second one of 3 h lands.

#include "lanes/lane_work.hpp"

namespace opiodyn::detail {

/// Returns the step with which a segment begins [h]. It follows the tolerance as the steps of a method of
/// order 5 do, and a usual dose does not reject it.
double first_step(double rtol);

/// The progress holds the time that a subject has reached in its segment and the step it tries next.
class Progress {
public:
    Progress() = default;
    /// The subject starts a segment from `begin` to `end` with a step of `h`, all in [h].
    Progress(double begin, double end, double h);

    /// Returns the time that has been reached [h].
    double time() const;
    /// Returns the step to try.
    LaneStep next() const;
    /// Goes to the end of a step. The next is `factor` times as long, but after a rejection no longer.
    void accept(const LaneStep& step, double factor);
    /// Makes the next try `factor` times as long. Returns false if the time cannot resolve a step so short.
    bool reject(const LaneStep& step, double factor);

private:
    double t_{0.0}, end_{1.0}, h_{1.0};
    bool rejected_{false};
};

/// Returns why a step was rejected, from whether its linear system could be solved and from its squared
/// error.
LaneFailure reason(bool solved, double squared_error);

/// Tries 1, 2, 4, ... equal steps where one step, or its interpolant, ends below zero: where a state starts
/// from nothing, or has decayed far below the tolerance. That is dear, and rare. Returns whether `attempt`,
/// which is told how many steps to take, has succeeded.
template <class Attempt>
bool by_shorter_steps(const Attempt& attempt) {
    constexpr int most = 1024;
    for (int count = 1; count <= most; count *= 2)
        if (attempt(count)) return true;
    return false;
}

}  // namespace opiodyn::detail
