// 5. An opioid and naltrexone together: switching, as a model question
//
// Twin of examples/notebooks/5_opioid_and_naltrexone.ipynb: withdrawal index after a first dose of
// naltrexone, against the wait since the last opioid, and an old dose after lost tolerance. Labels of
// naltrexone ask for at least 7 to 10 opioid-free days. A model, not advice: nobody should plan a switch
// with it.

#include <cstdio>
#include <opiodyn/opiodyn.hpp>
#include <vector>
using namespace opiodyn::literals;

namespace od = opiodyn;

namespace {

struct Opioid {
    const char* name;
    od::Regimen regimen;
};

// The run of a day from so many days after the last opioid on, with a first dose then; 0 mg is none.
od::Trajectory after(const od::Model& model, const Opioid& opioid, const char* drug,
                     od::Mass amount, double days) {
    const od::Time at{opioid.regimen.last_time() + 24.0 * days};
    od::Regimen plan = opioid.regimen;
    if (amount.value > 0.0) plan = plan + od::Dose{.drug = drug, .amount = amount, .time = at};
    return od::simulate(model, plan, od::grid(at, at + 24.0_h, 0.1_h));
}

// Withdrawal index over a day with a first dose of naltrexone.
Eigen::VectorXd withdrawal(const od::Model& model, const Opioid& opioid, od::Mass first_dose,
                           double days) {
    return after(model, opioid, "naltrexone", first_dose, days).withdrawal();
}

}  // namespace

int main() {
    od::ModelOptions options;
    options.drugs = {"methadone", "morphine", "naltrexone"};
    options.routes = {od::Route::oral};
    const od::Model model{options};
    const Opioid methadone{"methadone, stopped", od::parse_regimen("methadone 60 mg po q24h x28")};
    const Opioid tapered{"methadone, tapered",
                         od::parse_regimen("methadone 60 mg po q24h x28, reduce 25 % every 7d")};
    const Opioid morphine{"morphine, stopped", od::parse_regimen("morphine 60 mg po q12h x56")};

    std::puts("24 h after the last methadone:\nnaltrexone, mg   index now   after 1 h   highest");
    for (const double dose : {0.0, 0.5, 4.5, 50.0}) {
        const auto index = withdrawal(model, methadone, od::Mass{dose}, 1.0);
        std::printf("%14g   %9.3f   %9.3f   %7.3f\n", dose, index[0], index[10], index.maxCoeff());
    }

    const std::vector<double> waits{0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0};
    std::printf("\nopioid-free days                  ");
    for (const double days : waits) std::printf("%7g", days);
    for (const Opioid& opioid : {methadone, tapered, morphine}) {
        for (const double dose : {0.0, 4.5}) {
            std::printf("\n%-21s then %3g mg  ", opioid.name, dose);
            for (const double days : waits)
                std::printf("%7.3f", withdrawal(model, opioid, od::Mass{dose}, days).maxCoeff());
        }
    }

    // Lowest ventilation after the former dose of methadone, when tolerance has gone.
    const auto lowest = [&](double days) {
        return after(model, methadone, "methadone", 60.0_mg, days).column("ventilation").minCoeff();
    };
    std::printf("\n\n60 mg of methadone after 1 day: ventilation %.0f %%, after 21 days %.0f %%\n",
                lowest(1.0), lowest(21.0));

    std::puts(
        "Labels warn: to overcome the block of naltrexone with more opioid can kill, and so can a\n"
        "former dose after it, because tolerance is lost.");

    const auto peak = [&](double dose, double days) {
        return withdrawal(model, methadone, od::Mass{dose}, days).maxCoeff();
    };
    // Too early, naltrexone makes it worse than stopping does; waiting helps, and costs tolerance.
    const bool precipitated = peak(4.5, 1.0) > 1.5 * peak(0.0, 1.0);
    const bool waited = peak(4.5, 14.0) < 0.25 * peak(4.5, 1.0);
    return precipitated && waited && lowest(21.0) < lowest(1.0) ? 0 : 1;
}
