#include "solver/methods/integrator.hpp"

#include "foundations/enum_names.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {

Index Integrator::read(std::span<const Output> outputs, Eigen::MatrixXd& rows) {
    State y;
    Eigen::VectorXd row;
    Index done = 0;
    for (const auto& output : outputs) {
        at(output.time, y);
        if (model_.smallest_quantity(y) < 0.0) break;
        model_.observe(y, row);
        rows.row(done++) = row;
    }
    return done;
}

void check(const SolverOptions& options) {
    require_known("method", options.method, Method::dopri5);
    require_positive("rtol", options.rtol);
    if (options.rtol < 1e-14 || options.rtol > 0.1)
        throw InputError("rtol", to_text(options.rtol), "must lie between 1e-14 and 0.1");
    require_positive("atol", options.atol);
    require_positive("max_steps", static_cast<double>(options.max_steps));
    require_positive("max_attempts", static_cast<double>(options.max_attempts));
    require_positive("max_seconds", options.max_seconds);
}

Method method_for(const Model& model, Method method) {
    if (method == Method::automatic) return model.linear() ? Method::exact : Method::rodas5p;
    if (method == Method::exact && !model.linear())
        throw InputError(
            "method", "exact",
            std::string(model.implementation().equations.response.still() ? "kinetic binding"
                                                                          : "the response") +
                " has no exact solution; use rodas5p");
    return method;
}

std::unique_ptr<Integrator> make_integrator(const Model& model, const std::vector<Index>& active,
                                            const SolverOptions& options, Budget& budget) {
    switch (method_for(model, options.method)) {
        case Method::exact:
            return make_exact(model, budget);
        case Method::dopri5:
            return make_dopri5(model, options, budget);
        default:
            return make_rodas5p(model, active, options, budget);
    }
}

void rethrow(const StepFailure& failure, std::shared_ptr<const Trajectory> partial) {
    if (failure.not_converged) throw NotConvergedError(failure.where, std::move(partial));
    throw SolverError(failure.where, std::move(partial));
}

void rethrow(const StopRequested& stop, std::shared_ptr<const Trajectory> partial) {
    throw Interrupted({stop.time, stop.step, "none", "interrupted"}, std::move(partial));
}

}  // namespace opiodyn::detail
