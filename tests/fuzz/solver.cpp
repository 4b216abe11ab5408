/// Any regimen and any budget lead to a run that is finite and within its bounds, or to one of our errors. A run has the
/// same bits on another grid of outputs, and in a batch.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "draw_records.hpp"
#include "finding.hpp"
#include "opiodyn/batch.hpp"
#include "opiodyn/solver.hpp"
#include "opiodyn/steady_state.hpp"
#include "support/models.hpp"

namespace {

namespace od = opiodyn;
using fuzz::Draw, fuzz::require;

od::ModelOptions one_receptor(od::Drug drug, od::BindingMode mode) {
    od::ModelOptions options;
    options.binding = mode;
    options.receptors = {od::Receptor::mu};
    options.endogenous = {};
    options.response = od::ResponseOptions::none();
    options.bindings = {{drug.name, od::Receptor::mu, 2.0, 1.5}};
    options.drugs = {std::move(drug)};
    return options;
}

/// Makes small models of each kind: linear, with binding, and with the body's response.
std::vector<od::Model> make_models() {
    auto one = support::drug("a", 5.0, {50.0});
    one.absorption = {od::FirstOrder{1.2, 0.8, 0.5}};
    auto two = support::drug("a", 30.0, {40.0, 90.0}, {20.0});
    two.absorption = {od::ZeroOrder{2.0, 0.7, 0.0, 0.4}, od::TransitChain{4.0, 2, 0.9, 0.0, 0.6}};
    auto response = one_receptor(one, od::BindingMode::kinetic);
    response.endogenous = {"beta-endorphin"};
    response.response = {};
    auto retention = one_receptor(two, od::BindingMode::kinetic);
    retention.biophase = od::Biophase::retention;
    return {support::pk_model({one}),
            support::pk_model({two}),
            od::Model(one_receptor(two, od::BindingMode::equilibrium)),
            od::Model(one_receptor(one, od::BindingMode::kinetic)),
            od::Model(retention),
            od::Model(response)};
}

std::string drug(Draw& draw) { return draw.once_in(32) ? draw.text(2) : "a"; }
std::string compartment(Draw& draw) {
    static const std::string names[] = {"central", "depot", "peripheral", "1", "2", "x"};
    return draw.one_of(names);
}
std::string stimulus(Draw& draw) { return draw.coin() ? "exercise" : "flare"; }
std::string parameter(Draw& draw) {
    static const std::string names[] = {"a.CL",      "a.V1",  "a.oral.F", "a.mu.K",
                                        "a.mu.koff", "a.ke0", "x"};
    return draw.one_of(names);
}
double amount(Draw& draw) { return draw.once_in(16) ? draw.number() : draw.between(1e-3, 1e3); }
double hours(Draw& draw) { return draw.once_in(16) ? draw.number() : draw.quarters(); }

constexpr fuzz::RecordDraws draws{drug, compartment, stimulus, parameter, amount, hours, 4};

od::SolverOptions options_of(Draw& draw, int& calls_before_stop) {
    constexpr int most_steps = 40;
    od::SolverOptions options;
    options.method = static_cast<od::Method>(draw.below(4));
    options.rtol = draw.once_in(16) ? draw.number() : draw.between(1e-8, 1e-2);
    options.atol = draw.once_in(16) ? draw.number() : 1e-9;
    options.max_steps = draw.once_in(16) ? draw.below(3) : most_steps;
    options.max_attempts = 2 * most_steps;
    options.max_seconds = draw.once_in(16) ? draw.number() : 3600.0;
    if (!draw.once_in(8)) return options;
    calls_before_stop = draw.below(most_steps);
    options.stop = [&calls_before_stop] { return calls_before_stop-- <= 0; };
    return options;
}

std::vector<double> times_of(Draw& draw) {
    std::vector<double> times;
    double time = 0.0;
    for (int k = draw.below(5); k >= 0; --k) {
        times.push_back(time);
        time += hours(draw);
    }
    return times;
}

bool is_fraction(const std::string& quantity) {
    return quantity == "occupancy" || quantity == "free" || quantity == "withdrawal";
}

bool has_a_sign(const std::string& quantity) {
    return quantity == "effect" || quantity == "stimulus" || quantity == "sigma";
}

/// Requires that all values are finite and within their bounds, as far as the tolerance of the run goes.
void require_within_bounds(const od::Trajectory& run, double tolerance) {
    for (std::size_t k = 0; k < run.columns().size(); ++k) {
        const auto& column = run.columns()[k];
        const auto values = run.column(static_cast<od::Index>(k));
        if (values.size() == 0) continue;
        if (!values.allFinite()) fuzz::finding("a column is finite: " + column.name());
        const double slack = tolerance * std::max(1.0, values.maxCoeff());
        if (!has_a_sign(column.quantity) && values.minCoeff() < -slack)
            fuzz::finding("a column is not negative: " + column.name());
        if (is_fraction(column.quantity) && values.maxCoeff() > 1.0 + tolerance)
            fuzz::finding("a fraction is at most 1: " + column.name());
    }
}

/// An Outcome is the last row of a run, or the error that ended it.
struct Outcome {
    Eigen::VectorXd last{};
    std::string error{};
};

void require_complete(const od::SolverError& error, double tolerance) {
    require(!error.where().reason.empty(), "an error of the solver has a reason");
    require(std::isfinite(error.where().time), "an error of the solver has a time");
    if (error.partial() == nullptr) return;
    require(!error.partial()->complete(), "a partial run is marked");
    require_within_bounds(*error.partial(), tolerance);
}

Outcome run(const od::Model& model, const od::Regimen& regimen, const std::vector<double>& times,
            const od::SolverOptions& options) {
    constexpr double steps_apart = 100.0;  // Errors of steps add up.
    const double tolerance = steps_apart * options.rtol + options.atol;
    Outcome outcome;
    try {
        const auto result = od::simulate(model, regimen, times, options);
        require(result.complete(), "a run that returns is complete");
        require(result.rows() == static_cast<od::Index>(times.size()), "every time has its row");
        require_within_bounds(result, tolerance);
        outcome.last.resize(static_cast<od::Index>(result.columns().size()));
        for (od::Index k = 0; k < outcome.last.size(); ++k)
            outcome.last[k] = result.column(k)[result.rows() - 1];
    } catch (const od::InputError& error) {
        fuzz::require_complete(error);
        outcome.error = error.what();
    } catch (const od::SolverError& error) {
        require_complete(error, tolerance);
        outcome.error = "solver";
    }
    return outcome;
}

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Requires the same last row where the only output is the last one.
void require_same_on_any_grid(const Outcome& outcome, const od::Model& model,
                              const od::Regimen& regimen, double last,
                              const od::SolverOptions& options) {
    const Outcome again = run(model, regimen, {last}, options);
    require(again.error.empty(), "the run of one output goes through too");
    for (od::Index k = 0; k < outcome.last.size(); ++k)
        require(same_bits(outcome.last[k], again.last[k]), "a run has the same bits on any grid");
}

/// Requires of a batch of one the bits of the run.
void require_same_in_a_batch(const Outcome& outcome, const od::Model& model,
                             const od::Regimen& regimen, double last,
                             const od::SolverOptions& options) {
    od::BatchRequest request;
    request.times = {last};
    for (const auto& column : model.columns()) request.columns.push_back(column.name());
    const auto batch = od::simulate_batch({{model, regimen}}, request, options, 1);
    if (!batch.status[0].complete())
        fuzz::finding("a run that goes through does so in a batch: " + batch.status[0].text);
    for (od::Index k = 0; k < outcome.last.size(); ++k)
        require(same_bits(outcome.last[k], batch.value(0, 0, k)), "a batch has the bits of a run");
}

std::string described(const od::Model& model, const od::Regimen& regimen,
                      const std::vector<double>& times, const od::SolverOptions& options) {
    std::string text = std::to_string(model.size()) + " states: " + od::to_text(regimen) + ", by " +
                       od::to_string(options.method) + " with rtol " + od::to_text(options.rtol) +
                       ", atol " + od::to_text(options.atol) + ", max_seconds " +
                       od::to_text(options.max_seconds) + ", max_steps " +
                       std::to_string(options.max_steps) + ", at";
    for (const double time : times) text += " " + od::to_text(time);
    return text;
}

void find_steady_state(const od::Model& model, const od::Regimen& regimen, double period,
                       const od::SolverOptions& options) {
    try {
        const auto found = od::steady_state(model, regimen, od::Time{period}, options);
        require(found.state.allFinite(), "a steady state is finite");
        require(std::isfinite(found.residual) && found.residual >= 0.0, "a residual is a number");
    } catch (const od::InputError& error) {
        fuzz::require_complete(error);
    } catch (const od::SolverError& error) {
        require(!error.where().reason.empty(), "an error of the solver has a reason");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto models = make_models();
    constexpr int most_records = 4;
    Draw draw(data, size);
    const auto& model = draw.one_of(models);
    int calls_before_stop = 0;
    const auto options = options_of(draw, calls_before_stop);
    const auto times = times_of(draw);
    const int door = draw.below(8);
    od::Regimen regimen;
    if (!fuzz::accepted(
            [&] { regimen = od::Regimen(fuzz::draw_records(draw, draws, most_records)); }))
        return 0;
    fuzz::described = [&] { return described(model, regimen, times, options); };
    if (door == 0) {
        find_steady_state(model, regimen, times.back(), options);
        return 0;
    }
    const auto outcome = run(model, regimen, times, options);
    constexpr double enough_seconds = 60.0;
    if (!outcome.error.empty() || options.stop || options.max_seconds < enough_seconds) return 0;
    if (door == 1) require_same_on_any_grid(outcome, model, regimen, times.back(), options);
    if (door == 2 && options.method == od::Method::rodas5p)
        require_same_in_a_batch(outcome, model, regimen, times.back(), options);
    return 0;
}
