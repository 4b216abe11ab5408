#include "opiodyn/solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "detail/enum_names.hpp"
#include "detail/integrator.hpp"
#include "opiodyn/limits.hpp"
#include "opiodyn/schedule.hpp"
#include "opiodyn/version.hpp"

namespace opiodyn {
namespace {

const detail::Names<4> method_names{"automatic", "exact", "rodas5p", "dopri5"};

std::string describe(const SolverError::Where& where) {
    return "solver stopped at t = " + to_text(where.time) + " h (step " + to_text(where.step) +
           " h, state " + where.state + "): " + where.reason;
}

void check(const SolverOptions& options) {
    require_positive("rtol", options.rtol);
    if (options.rtol < 1e-14 || options.rtol > 0.1)
        throw InvalidInput("rtol", to_text(options.rtol), "must lie between 1e-14 and 0.1");
    require_positive("atol", options.atol);
    require_positive("max_steps", static_cast<double>(options.max_steps));
    require_positive("max_attempts", static_cast<double>(options.max_attempts));
    require_positive("max_seconds", options.max_seconds);
}

void check(const std::vector<double>& times) {
    if (times.empty()) throw InvalidInput("times", "none", "needs at least one output time");
    if (static_cast<double>(times.size()) > static_cast<double>(limits::output_times))
        throw InvalidInput("times", std::to_string(times.size()) + " times",
                           "must be at most " + std::to_string(limits::output_times));
    for (std::size_t i = 0; i < times.size(); ++i) {
        const std::string name = "times[" + std::to_string(i) + "]";
        require_non_negative(name, times[i]);
        if (i > 0 && times[i] < times[i - 1])
            throw InvalidInput(name, to_text(times[i]),
                               "must not be before times[" + std::to_string(i - 1) +
                                   "] = " + to_text(times[i - 1]) + "; sort the times");
    }
}

Method choose(const Model& model, Method method) {
    if (method == Method::automatic) return model.linear() ? Method::exact : Method::rodas5p;
    if (method == Method::exact && !model.linear())
        throw InvalidInput("method", "exact", "kinetic binding has no exact solution; use rodas5p");
    return method;
}

std::unique_ptr<detail::Integrator> make(Method method, const Model& model,
                                         const SolverOptions& options, detail::Budget& budget) {
    switch (method) {
        case Method::exact:
            return detail::make_exact(model, budget);
        case Method::dopri5:
            return detail::make_dopri5(model, options, budget);
        default:
            return detail::make_rodas5p(model, options, budget);
    }
}

/// Writes the rows of a trajectory as the solution passes its times.
class Recorder {
public:
    Recorder(const Model& model, const std::vector<double>& times)
        : model_(model),
          trajectory_(std::make_shared<Trajectory>(
              Eigen::Map<const Eigen::VectorXd>(times.data(), static_cast<Index>(times.size())),
              model.columns(), model.ligands())),
          times_(times) {}

    bool done() const { return next_ == times_.size(); }
    double last_time() const { return times_.back(); }
    /// True while the next output lies before `time` and not at the same instant.
    bool pending_before(double time) const {
        return !done() && times_[next_] < time && !same_instant(times_[next_], time);
    }
    double next_time() const { return times_[next_]; }

    void record(const State& y) {
        model_.observe(y, row_);
        trajectory_->append(row_);
        ++next_;
    }

    const std::shared_ptr<Trajectory>& trajectory() const { return trajectory_; }

private:
    const Model& model_;
    std::shared_ptr<Trajectory> trajectory_;
    const std::vector<double>& times_;
    std::size_t next_{0};
    Eigen::VectorXd row_;
};

class Run {
public:
    Run(const Model& model, const Regimen& regimen, const std::vector<double>& times,
        const SolverOptions& options)
        : model_(model), options_(options), regimen_(regimen), recorder_(model, times) {}

    Trajectory execute() {
        const Method method = choose(model_, options_.method);
        detail::Budget budget(options_);
        const auto integrator = make(method, model_, options_, budget);
        try {
            walk(*integrator, budget);
        } catch (const detail::StepFailure& failure) {
            finish(method, budget, describe(failure.where));
            throw SolverError(failure.where, recorder_.trajectory());
        } catch (const detail::StopRequested& stop) {
            const SolverError::Where where{stop.time, stop.step, "none", "interrupted"};
            finish(method, budget, describe(where));
            throw Interrupted(where, recorder_.trajectory());
        }
        finish(method, budget, "complete");
        return std::move(*recorder_.trajectory());
    }

private:
    void walk(detail::Integrator& integrator, detail::Budget& budget) {
        const Schedule schedule = flatten(regimen_, [&](const std::string& drug, Route route) {
            return model_.entries(drug, route);
        });
        State y = model_.baseline();
        const double start =
            schedule.empty() ? std::numeric_limits<double>::infinity() : schedule.front().begin;
        while (recorder_.pending_before(start)) recorder_.record(y);  // a steady state until then
        for (const auto& segment : schedule) {
            if (recorder_.done()) return;
            walk(integrator, budget, segment, y);
        }
    }

    void walk(detail::Integrator& integrator, detail::Budget& budget, const Segment& segment,
              State& y) {
        for (const auto& jump : segment.jumps) y[jump.state] += jump.amount;
        State input = State::Zero(y.size());
        for (const auto& i : segment.inputs) input[i.state] += i.rate;
        detail::require_admissible(model_, y, segment.begin, 0.0);
        integrator.begin(segment.begin, y, input, segment.end);
        while (!recorder_.done() && recorder_.next_time() < segment.end &&
               same_instant(recorder_.next_time(), segment.begin))
            recorder_.record(y);
        for (double t = segment.begin; t < segment.end && !recorder_.done();) {
            t = integrator.advance(recorder_.last_time());
            record_until(integrator, budget, t, segment.end);
        }
        y = integrator.state();
    }

    void record_until(detail::Integrator& integrator, detail::Budget& budget, double t,
                      double end) {
        while (recorder_.pending_before(end) && recorder_.next_time() <= t) {
            budget.poll(recorder_.next_time(), 0.0);
            solution_at(integrator, recorder_.next_time());
            recorder_.record(scratch_);
        }
    }

    /// Reads the solution into scratch_, by ever shorter steps where the interpolant is below zero.
    void solution_at(detail::Integrator& integrator, double t) {
        constexpr int most_steps = 1024;
        integrator.at(t, scratch_);
        if (model_.smallest_quantity(scratch_) >= 0.0) return;
        for (int n = 1; n <= most_steps; n *= 2) {
            integrator.steps_to(t, n, scratch_);
            if (model_.smallest_quantity(scratch_) >= 0.0) return;
        }
        detail::require_admissible(model_, scratch_, t, 0.0);
    }

    void finish(Method method, const detail::Budget& budget, std::string status) {
        const auto& options = model_.options();
        recorder_.trajectory()->set_status(std::move(status));
        recorder_.trajectory()->set_provenance({
            {"opiodyn_version", version()},
            {"biophase", to_string(options.biophase)},
            {"binding", to_string(options.binding)},
            {"method", to_string(method)},
            {"rtol", to_text(options_.rtol)},
            {"atol", to_text(options_.atol)},
            {"steps", std::to_string(budget.steps())},
            {"rejected_steps", std::to_string(budget.rejected())},
            {"regimen", to_text(regimen_)},
            {"overrides", overrides()},
        });
    }

    /// Every value that the caller supplied: overrides, affinities, drugs of one's own.
    std::string overrides() const {
        std::string text;
        for (const auto& p : model_.parameters().all())
            if (p.evidence == Evidence::caller)
                text += (text.empty() ? "" : "; ") + p.name + " = " + to_text(p.value);
        return text.empty() ? "none" : text;
    }

    const Model& model_;
    const SolverOptions& options_;
    const Regimen& regimen_;
    Recorder recorder_;
    State scratch_;
};

}  // namespace

const std::string& to_string(Method method) { return detail::name_of(method_names, method); }

Method parse_method(std::string_view name) {
    return detail::parse_name<Method>("method", method_names, name);
}

SolverError::SolverError(Where where, std::shared_ptr<const Trajectory> partial)
    : Error(describe(where)), where_(std::move(where)), partial_(std::move(partial)) {}

std::vector<double> grid(Time begin, Time end, Time step) {
    require_finite("begin", begin.value);
    require_finite("end", end.value);
    require_positive("step", step.value);
    if (end < begin)
        throw InvalidInput("end", to_text(end.value),
                           "must not be before the begin = " + to_text(begin.value));
    double count = std::floor((end - begin) / step) + 1.0;
    // The last point may miss `end` by rounding.
    if (same_instant(begin.value + count * step.value, end.value)) count += 1.0;
    if (count > static_cast<double>(limits::output_times))
        throw InvalidInput("grid", to_text(count) + " times",
                           "must be at most " + std::to_string(limits::output_times));
    std::vector<double> times(static_cast<std::size_t>(count));
    for (std::size_t k = 0; k < times.size(); ++k)
        times[k] = begin.value + static_cast<double>(k) * step.value;
    return times;
}

Trajectory simulate(const Model& model, const Regimen& regimen, const std::vector<double>& times,
                    const SolverOptions& options) {
    check(options);
    check(times);
    return Run(model, regimen, times, options).execute();
}

Trajectory simulate(const Model& model, const Regimen& regimen, const SolverOptions& options) {
    constexpr Time quarter{0.25};
    return simulate(model, regimen, grid({0.0}, {regimen.default_end()}, quarter), options);
}

}  // namespace opiodyn
