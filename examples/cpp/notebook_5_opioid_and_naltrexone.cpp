// 5. An opioid and naltrexone together: switching, as a model question
//
// Twin of examples/notebooks/5_opioid_and_naltrexone.ipynb: withdrawal index after a first dose of
// naltrexone, against the wait since the last morphine. Labels of naltrexone ask for 7 to 10 opioid-free
// days. A model, not advice: nobody should plan a switch with it.

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <vector>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

struct Opioid {
    const char* name;
    od::Regimen regimen;
    od::Time last;  // tablet
};

// Withdrawal index over a day, from a first dose of naltrexone on; 0 mg is none.
Eigen::VectorXd withdrawal(const od::Model& model, const Opioid& opioid, od::Mass first_dose,
                           od::Time wait) {
    const od::Time at = opioid.last + wait;
    od::Regimen plan = opioid.regimen;
    if (first_dose.value > 0.0)
        plan = plan + od::Dose{.drug = "naltrexone", .amount = first_dose, .time = at};
    return od::simulate(model, plan, od::grid(at, at + 24.0_h, 0.1_h)).withdrawal();
}

}  // namespace

int main() {
    od::ModelOptions options;
    options.drugs = {"morphine", "naltrexone"};
    options.routes = {od::Route::oral};
    const od::Model model{options};
    const Opioid stopped{"stopped at once", od::parse_regimen("morphine 60 mg po q12h x56"),
                         55 * 12.0_h};
    const Opioid tapered{"tapered over 3 weeks",
                         od::parse_regimen("morphine 60 mg po q12h x56, reduce 25 % every 7d"),
                         stopped.last + 21.0_d};

    std::puts("12 h after the last morphine:\nnaltrexone, mg   index now   after 1 h   highest");
    for (const double dose : {0.0, 0.5, 4.5, 50.0}) {
        const auto index = withdrawal(model, stopped, od::Mass{dose}, 12.0_h);
        std::printf("%14g   %9.3f   %9.3f   %7.3f\n", dose, index[0], index[10], index.maxCoeff());
    }

    const std::vector<double> days{0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0};
    std::printf("\nopioid-free days                  ");
    for (const double day : days) std::printf("%7g", day);
    for (const Opioid& opioid : {stopped, tapered}) {
        for (const double dose : {0.0, 4.5}) {
            std::printf("\n%-21s then %3g mg  ", opioid.name, dose);
            for (const double day : days)
                std::printf("%7.3f",
                            withdrawal(model, opioid, od::Mass{dose}, day * 24.0_h).maxCoeff());
        }
    }
    std::puts("");
    const auto peak = [&](double dose, od::Time wait) {
        return withdrawal(model, stopped, od::Mass{dose}, wait).maxCoeff();
    };
    // Too early, naltrexone makes it worse than stopping does; and waiting helps.
    const bool precipitated = peak(4.5, 12.0_h) > 1.5 * peak(0.0, 12.0_h);
    return precipitated && peak(4.5, 10.0_d) < 0.25 * peak(4.5, 12.0_h) ? 0 : 1;
}
