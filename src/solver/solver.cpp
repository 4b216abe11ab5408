#include "opiodyn/solver.hpp"

#include "foundations/enum_names.hpp"
#include "foundations/sequences.hpp"
#include "opiodyn/limits.hpp"
#include "opiodyn/output_times.hpp"
#include "solver/integration.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<4> method_names{"automatic", "exact", "rodas5p", "dopri5"};

std::string describe(const SolverError::Where& where) {
    return "solver stopped at t = " + to_text(where.time) + " h (step " + to_text(where.step) +
           " h, state " + where.state + "): " + where.reason;
}

void check(const std::vector<Output>& outputs) {
    if (outputs.empty()) throw InputError("times", "none", "needs at least one output time");
    if (static_cast<double>(outputs.size()) > static_cast<double>(limits::output_times))
        throw InputError("times", std::to_string(outputs.size()) + " times",
                         "must be at most " + std::to_string(limits::output_times));
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto [time, seen] = outputs[i];
        require_non_negative(detail::numbered("times", i), time);
        if (i == 0) continue;
        const auto& last = outputs[i - 1];
        detail::require_sorted("times", i, last.time, time);
        if (seen < last.seen && same_instant(time, last.time))
            throw InputError(detail::numbered("times", i) + ".seen", std::to_string(seen),
                             "must not be below that of " + detail::numbered("times", i - 1) +
                                 ", at the same time");
    }
}

}  // namespace

const std::string& to_string(Method method) { return detail::name_of<method_names>(method); }

Method parse_method(std::string_view name) {
    return detail::parse_name<Method>("method", method_names, name);
}

SolverError::SolverError(Where where, std::shared_ptr<const Trajectory> partial)
    : Error(describe(where)), where_(std::move(where)), partial_(std::move(partial)) {}

Trajectory simulate_at(const Model& model, const Regimen& regimen,
                       const std::vector<Output>& outputs, const SolverOptions& options) {
    detail::check(options);
    check(outputs);
    return detail::Integration(model, regimen, outputs, options).execute();
}

Trajectory simulate(const Model& model, const Regimen& regimen, const std::vector<double>& times,
                    const SolverOptions& options) {
    return simulate_at(model, regimen, std::vector<Output>(times.begin(), times.end()), options);
}

Trajectory simulate(const Model& model, const Regimen& regimen, const SolverOptions& options) {
    return simulate(model, regimen, output_times(regimen, Time{regimen.default_end()}), options);
}

}  // namespace opiodyn
