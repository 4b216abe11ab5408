#include "solver/methods/rejected_step.hpp"

#include <cmath>

#include "solver/methods/budget.hpp"

namespace opiodyn::detail {
namespace {

using View = Eigen::Map<const State>;

/// Returns the state with the largest share in the error of a step, or the first that is not finite.
Index worst_state(const LaneFault& fault, Index n, const SolverOptions& options) {
    const View error(fault.error, n), size(fault.size, n), y_new(fault.y_new, n);
    Index worst = 0;
    double largest = -1.0;
    for (Index i = 0; i < n; ++i) {
        const double share = std::abs(error[i]) / (options.atol + options.rtol * size[i]);
        if (!std::isfinite(share) || !std::isfinite(y_new[i])) return i;
        if (share > largest) {
            largest = share;
            worst = i;
        }
    }
    return worst;
}

Index smallest_state(const LaneFault& fault, const Model& model) {
    Index which = 0;
    model.smallest_quantity(View(fault.y_new, model.size()), &which);
    return which;
}

}  // namespace

const char* words(LaneFailure why) {
    switch (why) {
        case LaneFailure::singular:
            return "the linear system of the step is singular";
        case LaneFailure::negative:
            return "the state would become negative";
        case LaneFailure::not_finite:
            return "the solution is not finite";
        default:
            return "the error stays above the tolerance";
    }
}

SolverError::Where explain(const LaneFault& fault, const Model& model,
                           const SolverOptions& options) {
    const auto budget = [&](const std::string& reason) {
        return SolverError::Where{fault.t, fault.h, "none", reason};
    };
    const auto at = [&](Index state) {
        return SolverError::Where{fault.t, fault.h, model.quantity_name(state), words(fault.why)};
    };
    switch (fault.why) {
        case LaneFailure::steps:
            return budget(used_up("max_steps", options.max_steps));
        case LaneFailure::attempts:
            return budget(used_up("max_attempts", options.max_attempts));
        case LaneFailure::singular:
            return at(fault.singular_state);
        case LaneFailure::negative:
            return at(smallest_state(fault, model));
        default:
            return at(worst_state(fault, model.size(), options));
    }
}

}  // namespace opiodyn::detail
