#include "problem.hpp"

#include <cmath>
#include <memory>
#include <opiodyn/random.hpp>

namespace rivals {
namespace {

namespace od = opiodyn;

/// Returns parameters of a person: ten positive ones, no sums or shares, each times exp(0.3 N).
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
    problem.times = od::grid(od::Time{6.0}, od::Time{24.0 * days}, od::Time{6.0});
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

namespace {

/// Returns the largest value of each quantity in anybody.
Eigen::ArrayXd own_sizes(const Problem& problem) {
    Eigen::ArrayXd sizes = Eigen::ArrayXd::Zero(problem.reference.front().rows());
    for (const auto& reference : problem.reference)
        sizes = sizes.max(reference.array().abs().rowwise().maxCoeff());
    return sizes;
}

/// Returns these sizes, but lets adaptation and withdrawal count from 1, which is their unit. Where a tone hardly
/// rises above its drug-free level they are all but zero, and behind a kink, so that any error is large beside
/// them.
Eigen::ArrayXd unit_sizes(const Problem& problem, Eigen::ArrayXd sizes) {
    const auto& columns = problem.patients.front().model.columns();
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].quantity == "adaptation" || columns[i].quantity == "withdrawal")
            sizes[static_cast<Eigen::Index>(i)] =
                std::max(1.0, sizes[static_cast<Eigen::Index>(i)]);
    return sizes;
}

class Differences {
public:
    explicit Differences(Eigen::ArrayXd sizes) : sizes_(std::move(sizes)) {}
    /// Adds differences, whose rows are quantities and whose columns are times.
    void add(const Eigen::ArrayXXd& difference) {
        for (Eigen::Index i = 0; i < sizes_.size(); ++i) {
            if (!(sizes_[i] > 0.0)) continue;
            const Eigen::ArrayXd relative = difference.row(i) / sizes_[i];
            sum_ += relative.square().sum();
            values_ += static_cast<double>(relative.size());
            largest_ = std::max(largest_, relative.maxCoeff());
        }
    }
    double rms() const { return std::sqrt(sum_ / values_); }
    double largest() const { return largest_; }

private:
    Eigen::ArrayXd sizes_;
    double sum_{0.0}, values_{0.0}, largest_{0.0};
};

}  // namespace

Errors errors(const Problem& problem, std::size_t count, const Answers& answers) {
    const Eigen::ArrayXd sizes = own_sizes(problem);
    Differences own(sizes), unit(unit_sizes(problem, sizes));
    const auto& columns = problem.patients.front().model.columns();
    double occupancy = 0.0;
    for (std::size_t p = 0; p < count; ++p) {
        const Eigen::ArrayXXd difference = (answers(p) - problem.reference[p]).array().abs();
        own.add(difference);
        unit.add(difference);
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].quantity == "occupancy")
                occupancy =
                    std::max(occupancy, difference.row(static_cast<Eigen::Index>(i)).maxCoeff());
    }
    return {unit.rms(), unit.largest(), occupancy, own.rms(), own.largest()};
}

}  // namespace rivals
