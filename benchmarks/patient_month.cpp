// This program runs one person-month under several models and treatments, on one core, one person at a time: steps,
// time and error by tolerance. The error is the largest difference in any column from a run at rtol 1e-12, relative
// to the largest value of that column. Adaptation and withdrawal count from 1 at least.
// `benchmark_patient_month [days] [rounds]` prints a JSON object per line.

#include <cstdlib>
#include <opiodyn/opiodyn.hpp>

#include "clocks.hpp"
#include "people.hpp"
#include "rows.hpp"

namespace od = opiodyn;

namespace {

/// A Case is a model, and what is taken every day, or once.
struct Case {
    const char* name;
    od::ModelOptions options;
    std::string doses;
    bool daily{true};
};

od::ModelOptions with(od::Biophase biophase) {
    od::ModelOptions options;
    options.biophase = biophase;
    return options;
}

std::vector<Case> cases() {
    const std::string tablet = "naltrexone 4.5 mg po";
    od::ModelOptions immune, two;
    immune.response.immune = true;
    two.drugs = {"naltrexone", "morphine"};
    return {{"default (pet)", {}, tablet},
            {"transient", with(od::Biophase::transient), tablet},
            {"plasma", with(od::Biophase::plasma), tablet},
            {"retention", with(od::Biophase::retention), tablet},
            {"immune", immune, tablet},
            {"naltrexone and morphine", two, "naltrexone 4.5 mg po q24h + morphine 5 mg iv"},
            {"depot injection", {}, "naltrexone 380 mg im", false},
            {"into a vein", {}, "naltrexone 1 mg iv"}};
}

/// Returns the size that errors of each column are relative to.
Eigen::VectorXd sizes(const od::Trajectory& reference) {
    Eigen::VectorXd found(static_cast<Eigen::Index>(reference.columns().size()));
    for (Eigen::Index k = 0; k < found.size(); ++k) {
        const auto& quantity = reference.columns()[static_cast<std::size_t>(k)].quantity;
        const bool unit = quantity == "adaptation" || quantity == "withdrawal";
        found[k] = std::max(unit ? 1.0 : 0.0, reference.column(k).cwiseAbs().maxCoeff());
    }
    return found;
}

double largest_error(const od::Trajectory& run, const od::Trajectory& reference) {
    const Eigen::VectorXd size = sizes(reference);
    double error = 0.0;
    for (Eigen::Index k = 0; k < size.size(); ++k)
        if (size[k] > 0.0)
            error = std::max(error,
                             (run.column(k) - reference.column(k)).cwiseAbs().maxCoeff() / size[k]);
    return error;
}

void print(const Case& one, int days, int rounds) {
    const od::Model model(one.options);
    const std::string repeated = " q24h x" + std::to_string(days);
    const auto at = one.doses.find(" q24h");
    std::string text = one.doses;
    if (at != std::string::npos) text.replace(at, 5, repeated);
    const auto regimen = od::parse_regimen(one.daily ? text + repeated : text);
    const auto times = od::grid(od::Time{6.0}, od::Time{24.0 * days}, od::Time{6.0});
    const auto reference = od::simulate(model, regimen, times, people::tolerance(1e-12));
    for (const double rtol : {1e-3, 1e-5, 1e-7, 1e-9}) {
        const auto options = people::tolerance(rtol);
        const auto run = od::simulate(model, regimen, times, options);
        double seconds = 1e300;
        for (int round = 0; round < rounds; ++round) {
            const double begin = clocks::thread();
            od::simulate(model, regimen, times, options);
            seconds = std::min(seconds, clocks::thread() - begin);
        }
        rows::print({{"kind", "model"},
                     {"model", one.name},
                     {"rtol", rtol},
                     {"steps_per_day", static_cast<double>(run.counts().steps) / days},
                     {"us_per_day", 1e6 * seconds / days},
                     {"largest", largest_error(run, reference)}});
    }
}

}  // namespace

int main(int count, char** words) {
    const int days = count > 1 ? std::atoi(words[1]) : 30;
    const int rounds = count > 2 ? std::atoi(words[2]) : 3;
    for (const auto& one : cases()) print(one, days, rounds);
}
