#include "problem.hpp"

#include <cmath>
#include <memory>
#include <opiodyn/random.hpp>

namespace rivals {
namespace {

namespace od = opiodyn;

/// Each positive parameter that is not a sum or a share: times exp(0.3 N).
std::map<std::string, double> parameters(const od::Model& model, std::uint64_t subject) {
    std::map<std::string, double> values;
    for (const char* name :
         {"naltrexone.CL", "naltrexone.V1", "naltrexone.oral.ka", "naltrexone.ke0",
          "naltrexone.mu.K", "naltrexone.mu.koff", "6-beta-naltrexol.CL", "beta-endorphin.G",
          "mu.turnover_half_life", "beta-endorphin.peptide_half_life"}) {
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
    problem.days = days;
    problem.regimen = od::parse_regimen("naltrexone 4.5 mg po q24h x" + std::to_string(days));
    problem.times = od::grid({6.0}, {24.0 * days}, {6.0});
    for (int i = 0; i < count; ++i)
        problem.patients.push_back(
            make_patient(typical, problem.regimen, static_cast<std::uint64_t>(i)));
    for (const auto& patient : problem.patients)
        problem.reference.push_back(by_opiodyn(patient, problem.times, 1e-12));
    return problem;
}

Solver one_by_one(SolverOfOne solve) {
    return [solve](const Problem& problem, std::size_t count, double rtol) -> Answers {
        const auto solutions = std::make_shared<std::vector<Solution>>();
        for (std::size_t p = 0; p < count; ++p)
            solutions->push_back(solve(problem.patients[p], problem.times, rtol));
        return [solutions](std::size_t patient) { return (*solutions)[patient]; };
    };
}

void apply(const od::Segment& segment, double* y) {
    for (const auto& event : segment.events) {
        const auto& jump = std::get<od::Jump>(event.action);
        y[jump.state] += jump.amount;
    }
}

void record(const Patient& patient, const double* y, Solution& solution, Eigen::Index column) {
    Eigen::VectorXd row;
    patient.model.observe(Eigen::Map<const State>(y, patient.model.size()), row);
    solution.col(column) = row;
}

Errors errors(const Problem& problem, std::size_t count, const Answers& answers) {
    Errors found{0.0, 0.0, 0.0};
    double sum = 0.0, values = 0.0;
    for (std::size_t p = 0; p < count; ++p) {
        const Eigen::ArrayXXd difference = (answers(p) - problem.reference[p]).array().abs();
        const Eigen::ArrayXd sizes = problem.reference[p].array().abs().rowwise().maxCoeff();
        const auto& columns = problem.patients[p].model.columns();
        for (Eigen::Index i = 0; i < sizes.size(); ++i) {
            if (columns[static_cast<std::size_t>(i)].quantity == "occupancy")
                found.occupancy = std::max(found.occupancy, difference.row(i).maxCoeff());
            if (!(sizes[i] > 0.0)) continue;
            const Eigen::ArrayXd relative = difference.row(i) / sizes[i];
            sum += relative.square().sum();
            values += static_cast<double>(relative.size());
            found.largest = std::max(found.largest, relative.maxCoeff());
        }
    }
    found.rms = std::sqrt(sum / values);
    return found;
}

}  // namespace rivals
