// This program measures ns per lane-step by instruction set and lanes, beside a counted floor. The floor is the
// vector instructions that a step of the model needs at the least, divisions among them, at the rate at which this
// machine does them when nothing waits.
// `benchmark_floor [patients] [days] [rounds]` prints a JSON object per line.

#include <cstdlib>
#include <string>

#include "counted.hpp"
#include "peak.hpp"
#include "rows.hpp"
#include "timed.hpp"

namespace {

namespace od = opiodyn;

void print_counts(const counted::Step& step, const od::Model& model) {
    rows::print({{"kind", "counted"},
                 {"states", model.size()},
                 {"rates", step.rates},
                 {"jacobian", step.jacobian},
                 {"factor", step.factor},
                 {"solve", step.solve},
                 {"combinations", step.combinations},
                 {"control", step.control},
                 {"operations", step.operations()},
                 {"divisions", step.divisions}});
}

}  // namespace

int main(int count, char** words) {
    const int patients = count > 1 ? std::atoi(words[1]) : 64;
    const int days = count > 2 ? std::atoi(words[2]) : 30;
    const int rounds = count > 3 ? std::atoi(words[3]) : 5;
    const auto subjects = people::subjects(static_cast<std::size_t>(patients), days);
    const auto step = counted::step_of(subjects.front().model, subjects.front().regimen);
    print_counts(step, subjects.front().model);
    std::vector<timed::Batch> batches;
    for (const auto& kernel : od::detail::lane_kernels())
        for (const int lanes : {1, 4, 8})
            batches.push_back({subjects, people::metrics(days), {1, lanes, &kernel}});
    for (int round = 0; round < rounds; ++round)
        for (auto& batch : batches) batch.run();
    for (const auto& batch : batches) {
        const auto set = batch.tuning.kernel->instruction_set;
        const auto rate = peak::per_lane(set, batch.tuning.lanes);
        const double floor = static_cast<double>(step.operations()) * rate.operation +
                             static_cast<double>(step.divisions) * rate.division;
        rows::print({{"kind", "floor"},
                     {"set", std::string(set)},
                     {"lanes", batch.tuning.lanes},
                     {"patients", patients},
                     {"days", days},
                     {"us_per_patient", batch.us_per_patient()},
                     {"ns_per_lane_step", batch.ns_per_lane_step()},
                     {"floor_ns", floor}});
    }
}
