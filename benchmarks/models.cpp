// This program measures what it costs to make the models of many subjects, without running them: a model in full,
// the same with other values, a person's. It prints the least processor time of several rounds, per model.

#include <algorithm>
#include <cstdio>
#include <functional>
#include <opiodyn/opiodyn.hpp>

#include "clocks.hpp"

namespace od = opiodyn;

namespace {

void show(const char* what, const std::function<od::Index(int)>& work) {
    constexpr int rounds = 9, count = 500;
    double best = 1e300;
    od::Index sum = 0;
    for (int round = 0; round < rounds; ++round) {
        const double begin = clocks::thread();
        for (int k = 0; k < count; ++k) sum += work(k);
        best = std::min(best, 1e6 * (clocks::thread() - begin) / count);
    }
    std::printf("%-44s %9.2f us%s\n", what, best, sum == 0 ? " (nothing done)" : "");
}

void show_all(const char* title, const od::ModelOptions& options) {
    const od::Model typical(options);
    const auto people = od::population(500, 1, {{"weight", od::Spread{70.0, 12.0}}});
    const auto person = [&](int k) { return people[static_cast<std::size_t>(k)]; };
    std::printf("\n%s, %d states\n", title, static_cast<int>(typical.size()));
    show("Model(options)", [&](int) { return od::Model(options).size(); });
    show("with() of two values", [&](int k) {
        return typical.with({{"naltrexone.CL", 100.0 + k}, {"naltrexone.mu.K", 0.3}}).size();
    });
    show("parameters_of() a person", [&](int k) {
        return static_cast<od::Index>(od::parameters_of(typical, person(k)).size());
    });
    const auto values = od::parameters_of(typical, person(0));
    show("of_person() with these", [&](int) { return typical.of_person(values).size(); });
    show("a minute of one run, simulate()", [&](int) {
        return od::simulate(typical, od::parse_regimen("naltrexone 4.5 mg po"), {0.01})
            .times()
            .size();
    });
    show("a minute of one run, simulate_batch()", [&](int) {
        return static_cast<od::Index>(
            od::simulate_batch({{typical, od::parse_regimen("naltrexone 4.5 mg po")}},
                               {{0.01}, {"tone.mu"}, {}}, {}, 1)
                .size());
    });
    show("with(), then parameters_of() and of_person()", [&](int k) {
        const auto own = typical.with({{"naltrexone.mu.K", 0.3}});
        return own.of_person(od::parameters_of(own, person(k))).size();
    });
}

/// Shows what a batch spends on each subject before its first step: a run that ends after a minute has few steps.
void show_batch(const od::Model& typical, const char* doses) {
    const auto regimen = od::parse_regimen(doses);
    std::vector<od::Subject> subjects;
    for (const auto& person : od::population(500, 1))
        subjects.push_back({typical.of_person(od::parameters_of(typical, person)), regimen});
    const od::BatchRequest request{{0.01}, {"tone.mu"}, {}};
    double best = 1e300;
    for (int round = 0; round < 9; ++round) {
        const double begin = clocks::thread();
        od::simulate_batch(subjects, request, {}, 1);
        best = std::min(best, 1e6 * (clocks::thread() - begin) / 500.0);
    }
    std::printf("a minute of '%s' in a batch%*s %9.2f us\n", doses, 8, "", best);
}

}  // namespace

int main() {
    od::ModelOptions options;
    show_all("The default model", options);
    options.response.immune = true;
    show_all("With immune read-outs", options);
    std::printf("\n");
    show_batch(od::Model(), "naltrexone 4.5 mg po");
    show_batch(od::Model(), "naltrexone 4.5 mg po q24h x30");
    show_batch(od::Model(), "naltrexone 4.5 mg po q24h x3650");
}
