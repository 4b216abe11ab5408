#include "solver_options.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace opiodyn::python {

SolverOptions options_of(const std::string& method, double rtol, double atol,
                         std::int64_t max_steps, double max_seconds,
                         std::shared_ptr<const StopFlag> flag) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    SolverOptions options;
    options.method = parse_method(method);
    options.rtol = rtol;
    options.atol = atol;
    options.max_steps = max_steps;
    options.max_attempts = max_steps + std::min(max_steps, most - max_steps);
    options.max_seconds = max_seconds;
    options.stop = SignalWatch(std::move(flag));
    return options;
}

}  // namespace opiodyn::python
