/// Bad runs, batches, derivatives and evaluators, and bad places in their results.

#include "opiodyn/opiodyn.hpp"
#include "refusals/tables.hpp"
#include "support/models.hpp"

namespace od = opiodyn;

namespace refusals {
namespace {

constexpr auto po = od::Route::oral;
const std::string finite = "must be a finite number";
const std::string clearance = "naltrexone.CL";

const od::Model& model() {
    static const od::Model naltrexone;
    return naltrexone;
}

od::Regimen dose() { return support::dose("naltrexone", 50.0, po); }
std::vector<od::Subject> subjects() { return {{model(), dose()}}; }

od::BatchRequest request() {
    od::BatchRequest r;
    r.times = {1.0, 2.0};
    r.columns = {"tone.mu"};
    r.metrics = {{od::Metric::Statistic::peak, "tone.mu", {0.0, 2.0}}};
    return r;
}

std::function<void()> solving(const od::SolverOptions& options) {
    return [=] { od::simulate(model(), dose(), {1.0}, options); };
}

std::function<void()> at(const std::vector<double>& times) {
    return [=] { od::simulate(model(), dose(), times); };
}

std::function<void()> batch(const std::function<void(od::BatchRequest&)>& change) {
    return [=] {
        auto r = request();
        change(r);
        od::simulate_batch(subjects(), r);
    };
}

std::function<void()> varying(const od::Variable& variable) {
    return [=] { od::simulate_sensitivities(subjects(), request(), {variable}); };
}

std::function<void()> evaluator(const std::vector<od::Variable>& variables, int threads = 0) {
    return [=] { od::Evaluator(subjects()[0], variables, request(), {}, threads); };
}

std::function<void()> predictor(std::size_t subjects_of_it,
                                std::vector<std::vector<od::Output>> outputs,
                                std::vector<std::string> columns, od::SolverOptions options = {}) {
    return [=] {
        const std::vector<od::Subject> chosen(subjects_of_it, subjects()[0]);
        od::Predictor(chosen, outputs, columns, {{od::Variable::Kind::parameter, clearance}},
                      options);
    };
}

std::vector<Row> runs() {
    const auto one = [](double mg, auto route) { return support::dose("naltrexone", mg, route); };
    return {
        {"simulate", solving({.rtol = 0.0}), "rtol", "0", finite},
        {"simulate", solving({.rtol = 1e-15}), "rtol", "1e-15", "must lie between 1e-14 and 0.1"},
        {"simulate", solving({.atol = inf}), "atol", "inf", finite},
        {"simulate", solving({.max_steps = -1}), "max_steps", "-1", finite},
        {"simulate", solving({.max_attempts = 0}), "max_attempts", "0", finite},
        {"simulate", solving({.max_seconds = NaN}), "max_seconds", "nan", finite},
        {"simulate", solving({.method = od::Method::exact}), "method", "exact",
         "has no exact solution", "use rodas5p"},
        {"simulate", at({}), "times", "none", "needs at least one output time"},
        {"simulate", at(std::vector<double>(20'000'001)), "times", "20000001 times",
         "must be at most 20000000"},
        {"simulate", at({NaN}), "times[0]", "nan", finite},
        {"simulate", at({1.0, 0.5}), "times[1]", "0.5", "must not be before times[0] = 1",
         "sort the times"},
        {"simulate", [] { od::simulate(model(), od::Regimen()); }, "end", "empty regimen",
         "needs at least one dose"},
        {"simulate", [=] { od::simulate(model(), one(1.0, od::Route::sublingual), {1.0}); },
         "route", "sl", "has no sublingual route; it has po"},
        {"simulate",
         [] { od::simulate(model(), od::parse_regimen("set naltrexone.Cl=1 at 2h"), {3.0}); },
         "parameter", "'naltrexone.Cl'", "did you mean 'naltrexone.CL'?"},
        {"simulate_at", [] { od::simulate_at(model(), dose(), {}); }, "times", "none",
         "needs at least one output time"},
        {"simulate_at", [] { od::simulate_at(model(), dose(), {{2.0, 1}, {2.0, 0}}); },
         "times[1].seen", "0", "must not be below that of times[0]"},
        {"steady_state", [] { od::steady_state(model(), dose(), od::Time{NaN}); }, "period", "nan",
         finite},
        {"steady_state",
         [] {
             od::steady_state(model(),
                              support::dose("naltrexone", 1.0, po).every(od::Time{24.0}, 2),
                              od::Time{24.0});
         },
         "record[0]", "repeats", "a period holds single doses"},
        {"steady_state",
         [] { od::steady_state(model(), dose(), od::Time{24.0}, {.method = od::Method::exact}); },
         "method", "exact", "has no exact solution", "use rodas5p"},
    };
}

std::vector<Row> batches() {
    using Window = od::Window;
    const auto window = [](const Window& w) {
        return batch([=](auto& r) { r.metrics[0].window = w; });
    };
    const auto threads = [](int n) {
        return [=] { od::simulate_batch(subjects(), request(), {}, n); };
    };
    const auto outputs = [](const std::vector<std::vector<od::Output>>& lists) {
        return [=] { od::simulate_subjects(subjects(), lists); };
    };
    return {
        {"simulate_batch", [] { od::simulate_batch({}, {}); }, "request", "empty",
         "needs output times or metrics"},
        {"simulate_batch", batch([](auto& r) { r.columns.clear(); }), "columns", "none",
         "times and columns go together"},
        {"simulate_batch", batch([](auto& r) { r.columns = {"tone.nu"}; }), "column", "'tone.nu'",
         "did you mean 'tone.mu'?"},
        {"simulate_batch", batch([](auto& r) { r.times = {-1.0}; }), "times[0]", "-1", finite},
        {"simulate_batch", batch([](auto& r) { r.metrics[0].threshold = NaN; }),
         "metrics[0].threshold", "nan", finite},
        {"simulate_batch", window({5.0, 5.0}), "metrics[0].window.end", "5",
         "must be after begin = 5"},
        {"simulate_batch", window({0.0, 10.0, -1.0, 0.0, 0.0}), "metrics[0].window.every", "-1",
         finite},
        {"simulate_batch", window({0.0, 10.0, 5.0, 3.0, 6.0}), "metrics[0].window.to", "6",
         "at most the period = 5"},
        {"simulate_batch", window({0.0, 48.0, 1e-9, 0.0, 5e-10}), "metrics[0].window.every",
         "1e-09", "more than 2e+06 periods", "take a longer period or a shorter window"},
        {"simulate_batch", window({0.0, 48.0, 1e-300, 0.0, 1e-301}), "metrics[0].window.every",
         "1e-300", "more than 2e+06 periods"},
        {"simulate_batch", threads(-1), "threads", "-1", "must lie between 0 and 1024"},
        {"simulate_batch", threads(2000000000), "threads", "2000000000",
         "must lie between 0 and 1024"},
        {"simulate_batch",
         [] { od::simulate_batch(subjects(), request(), {.method = od::Method::dopri5}); },
         "method", "dopri5", "batches run by rodas5p"},
        {"simulate_batch", batch([](auto& r) {
             r.times.assign(10000, 1.0);
             r.columns.assign(30000, "tone.mu");
         }),
         "request", "300000001 values, 2.4 GB", "must be at most 2.5e+08, 2 GB",
         "ask for fewer at a time"},
        {"simulate_subjects", outputs({}), "outputs", "0 lists",
         "must be one list, or one for each of the 1 subjects"},
        {"simulate_subjects", outputs({{{NaN}}}), "outputs[0][0]", "nan", finite},
        {"simulate_sensitivities",
         [] {
             const od::Variable dose{od::Variable::Kind::amt, "", 0};
             od::simulate_sensitivities(subjects(), request(), {dose}, {.rtol = 0.0});
         },
         "rtol", "0", finite},
        {"simulate_sensitivities", [] { od::simulate_sensitivities(subjects(), request(), {}); },
         "variables", "none", "must be one at least"},
        {"simulate_sensitivities",
         [] {
             auto r = request();
             r.times.assign(3000, 1.0);
             r.columns.assign(100, "tone.mu");
             od::simulate_sensitivities(
                 subjects(), r,
                 std::vector<od::Variable>(999, {od::Variable::Kind::parameter, clearance}));
         },
         "variables", "300001000 values, 2.4 GB", "must be at most 2.5e+08, 2 GB",
         "ask for fewer at a time"},
        {"simulate_sensitivities", varying({od::Variable::Kind::parameter, "naltrexone.Cl"}),
         "parameter", "'naltrexone.Cl'", "did you mean 'naltrexone.CL'?"},
        {"simulate_sensitivities", varying({od::Variable::Kind::amt, "", 7}), "variable", "amt[7]",
         "the regimen has 1 records, counted from 0"},
        {"simulate_sensitivities",
         [] {
             od::simulate_sensitivities(subjects(), request(),
                                        {{od::Variable::Kind::parameter, clearance}}, {}, -1);
         },
         "threads", "-1", "must lie between 0 and 1024"},
        {"Evaluator", evaluator({}), "variables", "none", "must be one at least"},
        {"Evaluator",
         evaluator({{od::Variable::Kind::parameter, clearance},
                    {od::Variable::Kind::parameter, clearance}}),
         "variables", clearance, "is given twice"},
        {"Evaluator", evaluator({{od::Variable::Kind::time, "", 3}}), "variable", "time[3]",
         "the regimen has 1 records"},
        {"Evaluator", evaluator({{od::Variable::Kind::parameter, clearance}}, -7), "threads", "-7",
         "must lie between 0 and 1024"},
        {"Evaluator::operator()",
         [] {
             const od::Evaluator evaluate(
                 subjects()[0],
                 {{od::Variable::Kind::parameter, clearance}, {od::Variable::Kind::amt}},
                 request());
             evaluate(std::vector<double>{90.0, 50.0, 90.0});
         },
         "values", "3 numbers", "must be rows of 2"},
        {"Predictor", predictor(0, {}, {"tone.mu"}), "subjects", "none", "must be one at least"},
        {"Predictor", predictor(1, {}, {"tone.mu"}), "outputs", "0 lists",
         "must be one for each of the 1 subjects"},
        {"Predictor", predictor(1, {{1.0, 0.5}}, {"tone.mu"}), "outputs[0][1]", "0.5",
         "must not be before"},
        {"Predictor", predictor(1, {{1.0}}, {}), "columns", "none", "must be one at least"},
        {"Predictor", predictor(1, {{1.0}}, {"tone.nu"}), "column", "'tone.nu'", "did you mean"},
        {"Predictor", predictor(1, {{1.0}}, {"tone.mu"}, {.method = od::Method::dopri5}), "method",
         "dopri5", "batches run by rodas5p"},
        {"Predictor::operator()",
         [] {
             const od::Predictor predict({subjects()[0]}, {{1.0}}, {"tone.mu"},
                                         {{od::Variable::Kind::parameter, clearance}});
             predict(std::vector<double>{90.0, 50.0});
         },
         "values", "2 numbers", "must be 1 rows of 1, one value for each variable"},
    };
}

std::vector<Row> results() {
    const auto of_batch = [](const auto& read) {
        return [=] { (void)read(od::simulate_batch(subjects(), request())); };
    };
    const auto of_slopes = [](const auto& read) {
        return [=] {
            (void)read(od::simulate_sensitivities(subjects(), request(),
                                                  {{od::Variable::Kind::parameter, clearance}}));
        };
    };
    const auto of_run = [](const auto& read) {
        return [=] { (void)read(od::simulate(model(), dose(), {1.0, 2.0})); };
    };
    const std::string below = "must be at least 0 and below ";
    return {
        {"Batch::value", of_batch([](const auto& b) { return b.value(1, 0, 0); }), "subject", "1",
         below + "1"},
        {"Batch::value", of_batch([](const auto& b) { return b.value(0, 2, 0); }), "time", "2",
         below + "2"},
        {"Batch::value", of_batch([](const auto& b) { return b.value(0, 0, -1); }), "column", "-1",
         below + "1"},
        {"Batch::value", [] { (void)od::Batch().value(0, 0, 0); }, "subject", "0",
         "there are none"},
        {"Batch::metric", of_batch([](const auto& b) { return b.metric(-1, 0); }), "subject", "-1",
         below + "1"},
        {"Batch::metric", of_batch([](const auto& b) { return b.metric(0, 1); }), "metric", "1",
         below + "1"},
        {"Sensitivities::value", of_slopes([](const auto& s) { return s.value(0, 0, 1, 0); }),
         "column", "1", below + "1"},
        {"Sensitivities::value", of_slopes([](const auto& s) { return s.value(0, 0, 0, 1); }),
         "variable", "1", below + "1"},
        {"Sensitivities::metric", of_slopes([](const auto& s) { return s.metric(0, 0, -1); }),
         "variable", "-1", below + "1"},
        {"Trajectory",
         [] { od::Trajectory(Eigen::VectorXd::Zero(10000000), std::vector<od::Column>(30), {}); },
         "output", "3e+08 values, 2.4 GB", "must be at most 2.5e+08, 2 GB (times x columns)"},
        {"Trajectory::column", of_run([](const auto& r) { return r.column(999).size(); }), "column",
         "999", below},
        {"Trajectory::column", of_run([](const auto& r) { return r.column("tone.nu").size(); }),
         "column", "'tone.nu'", "did you mean 'tone.mu'?"},
        {"Trajectory::concentration",
         of_run([](const auto& r) { return r.concentration("morphine").size(); }), "ligand",
         "'morphine'", "known: naltrexone"},
        {"Trajectory::amount",
         of_run([](const auto& r) { return r.amount("naltrexone", "gut").size(); }), "column",
         "'amount.naltrexone.gut'", "unknown"},
        {"Trajectory::append", of_run([](auto r) {
             r.append(Eigen::VectorXd::Zero(3));
             return 0;
         }),
         "row", "3 values", "every output time has its row already"},
        {"Trajectory::append", of_run([](auto r) {
             r.append(Eigen::MatrixXd::Zero(1, 1), -1);
             return 0;
         }),
         "count", "-1", "must be at least 0 and at most the rows of the block, 1"},
        {"Trajectory::append",
         [] {
             od::Trajectory empty(Eigen::VectorXd::Zero(9), {{"x", "", "", "-"}}, {});
             empty.append(Eigen::MatrixXd::Zero(1, 1), 5);
         },
         "count", "5", "at most the rows of the block, 1"},
        {"parse_method", [] { od::parse_method("rodas"); }, "method", "'rodas'", "rodas5p"},
    };
}

}  // namespace

std::vector<Row> run_doors() {
    std::vector<Row> rows = runs();
    for (const auto& more : {batches(), results()})
        rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

}  // namespace refusals
