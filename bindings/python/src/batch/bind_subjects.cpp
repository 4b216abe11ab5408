#include <algorithm>
#include <utility>

#include "batch/batch_call.hpp"
#include "objects/plain_outputs.hpp"
#include "opiodyn/subjects.hpp"

namespace opiodyn::python {
namespace {

/// Plain outputs are the times of one subject, and how many records each shows.
using PlainOutputs = std::pair<Eigen::VectorXd, Seen>;

/// SubjectRuns are whole runs, one for each row.
struct SubjectRuns {
    std::vector<std::shared_ptr<Trajectory>> trajectories;
    bool interrupted{false};
};

/// A subject call is what Python asks for.
struct SubjectCall {
    RowParts parts;
    std::vector<std::vector<Output>> outputs;
    SolverOptions options;
    int threads;
};

/// Returns the outputs of the rows that became subjects.
std::vector<std::vector<Output>> lists_of(const SubjectCall& call, const Subjects& subjects) {
    if (call.outputs.size() == 1) return call.outputs;
    std::vector<std::vector<Output>> outputs;
    for (const auto row : subjects.rows) outputs.push_back(call.outputs.at(row));
    return outputs;
}

/// Returns the run of a row that is no subject: its parameters are impossible, or all was stopped before it was made.
std::shared_ptr<Trajectory> not_run(const SubjectCall& call, std::size_t row, std::string fault) {
    const auto which = static_cast<std::size_t>(call.parts.rows(static_cast<Index>(row), 0));
    const Model& model = call.parts.models.at(which);
    auto run = std::make_shared<Trajectory>(Eigen::VectorXd(0), model.columns(), model.ligands());
    run->finish(status_of(std::move(fault)), {}, {});
    return run;
}

SubjectRuns run(const SubjectCall& call) {
    SubjectRuns runs;
    {
        const py::gil_scoped_release release;
        SolverOptions watched = call.options;
        bool stopped = false;  // remembered: a signal is told once
        watched.stop = [&] { return stopped = stopped || call.options.stop(); };
        auto subjects = make_subjects(call.parts, workers_of(call.threads), watched.stop);
        auto made =
            simulate_subjects(subjects.made, lists_of(call, subjects), watched, call.threads);
        runs.trajectories.resize(subjects.faults.size());
        for (std::size_t k = 0; k < made.size(); ++k)
            runs.trajectories[subjects.rows[k]] = std::make_shared<Trajectory>(std::move(made[k]));
        for (std::size_t row = 0; row < runs.trajectories.size(); ++row)
            if (!runs.trajectories[row])
                runs.trajectories[row] = not_run(call, row, std::move(subjects.faults[row]));
        runs.interrupted = stopped;
    }
    if (take_interrupt()) runs.interrupted = true;
    return runs;
}

SubjectRuns simulate(std::vector<Model> models, std::vector<Regimen> regimens,
                     std::vector<Person> people, const Eigen::Ref<const RowParts::Rows>& rows,
                     const std::vector<PlainOutputs>& outputs, double rtol, double atol,
                     std::int64_t max_steps, int threads, std::shared_ptr<StopFlag> stop) {
    const std::vector<Covariates> none(models.size());
    std::vector<std::vector<Output>> lists;
    for (const auto& [times, seen] : outputs) lists.push_back(outputs_of(times, seen));
    return run({{std::move(models),
                 none,
                 std::move(regimens),
                 std::move(people),
                 rows,
                 {},
                 RowParts::Values(rows.rows(), 0),
                 {}},
                std::move(lists),
                options_of("automatic", rtol, atol, max_steps, without_end, std::move(stop)),
                threads});
}

}  // namespace

void bind_subjects(py::module_& m) {
    py::class_<SubjectRuns>(m, "SubjectRuns", "SubjectRuns are whole runs, one for each row.")
        .def_readonly("trajectories", &SubjectRuns::trajectories,
                      "The trajectories are in the order of the rows.")
        .def_readonly("interrupted", &SubjectRuns::interrupted,
                      "The runs were stopped before their end, if true.");
    m.def("simulate_subjects", &simulate, "models"_a, "regimens"_a, "people"_a, "rows"_a,
          "outputs"_a, py::kw_only(), "rtol"_a, "atol"_a, "max_steps"_a, "threads"_a, "stop"_a,
          "Runs rows as subjects, in lanes and threads, each with outputs of its own or all with "
          "the same.");
}

}  // namespace opiodyn::python
