#include "opiodyn/solver.hpp"

#include "foundations/enum_names.hpp"
#include "opiodyn/output_times.hpp"
#include "solver/integration.hpp"
#include "solver/outputs.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<4> method_names{"automatic", "exact", "rodas5p", "dopri5"};

std::string describe(const SolverError::Where& where) {
    return "solver stopped at t = " + to_text(where.time) + " h (step " + to_text(where.step) +
           " h, state " + where.state + "): " + where.reason;
}

}  // namespace

const std::string& to_string(Method method) {
    return detail::name_of<method_names>("method", method);
}

Method parse_method(std::string_view name) {
    return detail::parse_name<Method>("method", method_names, name);
}

SolverError::SolverError(Where where, std::shared_ptr<const Trajectory> partial)
    : Error(describe(where)), where_(std::move(where)), partial_(std::move(partial)) {}

Trajectory simulate_at(const Model& model, const Regimen& regimen,
                       const std::vector<Output>& outputs, const SolverOptions& options) {
    detail::check(options);
    detail::check(outputs, "times");
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
