#include "problem.hpp"

#include <cmath>
#include <opiodyn/people.hpp>
#include <opiodyn/random.hpp>

namespace rivals {
namespace {

namespace od = opiodyn;

/// Each positive parameter that is not a sum or a share: times exp(0.3 N).
std::map<std::string, double> parameters(const od::Model& model, std::uint64_t subject) {
    std::map<std::string, double> values;
    for (const char* name : {"naltrexone.CL", "naltrexone.V1", "naltrexone.oral.ka",
                             "naltrexone.ke0", "naltrexone.mu.K", "naltrexone.mu.koff",
                             "6-beta-naltrexol.CL", "beta-endorphin.G", "mu.turnover_half_life",
                             "beta-endorphin.peptide_half_life"}) {
        const double eta = 0.3 * od::random::normal(1, subject, od::random::draw_of(name));
        values[name] = model.parameters().value(name) * std::exp(eta);
    }
    return values;
}

Patient make_patient(const od::Model& typical, const od::Regimen& regimen, std::uint64_t subject) {
    const od::Model model = typical.with(parameters(typical, subject));
    auto schedule = od::flatten(regimen, [&](const od::Dose& dose, std::size_t) {
        return model.entries(dose.drug, dose.route);
    });
    return {model, regimen, std::move(schedule)};
}

}  // namespace

Problem make_problem(int count, int days) {
    const od::Model typical;
    Problem problem;
    problem.regimen =
        od::parse_regimen("naltrexone 4.5 mg po q24h x" + std::to_string(days));
    problem.times = od::grid({6.0}, {24.0 * days}, {6.0});
    for (int i = 0; i < count; ++i)
        problem.patients.push_back(
            make_patient(typical, problem.regimen, static_cast<std::uint64_t>(i)));
    for (const auto& patient : problem.patients)
        problem.reference.push_back(by_opiodyn(patient, problem.times, 1e-12));
    return problem;
}

void apply(const od::Segment& segment, State& y) {
    for (const auto& event : segment.events) {
        const auto& jump = std::get<od::Jump>(event.action);
        y[jump.state] += jump.amount;
    }
}

State input_of(const od::Segment& segment, od::Index size) {
    State input = State::Zero(size);
    for (const auto& [state, rate] : segment.inputs) input[state] = rate;
    return input;
}

void record(const Patient& patient, const State& y, Solution& solution, Eigen::Index column) {
    Eigen::VectorXd row;
    patient.model.observe(y, row);
    solution.col(column) = row;
}

Solution by_opiodyn(const Patient& patient, const std::vector<double>& times, double rtol) {
    od::SolverOptions options;
    options.rtol = rtol;
    options.atol = 1e-3 * rtol;
    const auto run = od::simulate(patient.model, patient.regimen, times, options);
    Solution solution(static_cast<Eigen::Index>(run.columns().size()), run.rows());
    for (Eigen::Index k = 0; k < solution.rows(); ++k) solution.row(k) = run.column(k).transpose();
    return solution;
}

double error(const Problem& problem, const std::vector<Solution>& solutions) {
    double sum = 0.0;
    Eigen::Index count = 0;
    for (std::size_t p = 0; p < solutions.size(); ++p) {
        const auto& reference = problem.reference[p];
        const State size = reference.cwiseAbs().rowwise().maxCoeff();
        for (Eigen::Index i = 0; i < reference.rows(); ++i) {
            if (!(size[i] > 0.0)) continue;
            sum += (solutions[p].row(i) - reference.row(i)).squaredNorm() / (size[i] * size[i]);
            count += reference.cols();
        }
    }
    return std::sqrt(sum / static_cast<double>(count));
}

double occupancy_error(const Problem& problem, const std::vector<Solution>& solutions) {
    double largest = 0.0;
    for (std::size_t p = 0; p < solutions.size(); ++p) {
        const auto& columns = problem.patients[p].model.columns();
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].quantity == "occupancy") {
                const auto row = static_cast<Eigen::Index>(i);
                largest = std::max(largest, (solutions[p].row(row) - problem.reference[p].row(row))
                                                .cwiseAbs()
                                                .maxCoeff());
            }
    }
    return largest;
}

}  // namespace rivals
