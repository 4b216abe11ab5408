// This program measures ns per lane-step by instruction set and lanes, beside a counted floor. The bare step has one
// output at the end; reductions and outputs are measured beside it. The floor is the vector instructions that a step
// of the model needs at the least, divisions among them, at the rate at which this machine does them when nothing
// waits. `benchmark_floor [patients] [days] [rounds]` prints a JSON object per line.

#include <cstdlib>
#include <string>

#include "lanes/generated_shapes.hpp"
#include "lanes/lane_plan.hpp"
#include "model/shape/model_implementation.hpp"
#include "peak.hpp"
#include "rows.hpp"
#include "solver/active_states.hpp"
#include "timed.hpp"

namespace {

namespace od = opiodyn;

/// A Need is what a lane-step needs at the least.
struct Need {
    const char* counted;         ///< This says what was counted.
    long operations, quotients;  ///< Sums and products are operations.
};

/// Returns the need of a step of this model. It is the only place that says what is counted: the operations that the
/// tracer found in the equations, the factors and the solutions of a step, and those of the method around them.
Need need_of(const od::Model& model, const od::Regimen& regimen) {
    const od::detail::LanePlan plan(model.implementation(), {},
                                    od::detail::active_states(model, regimen));
    const auto shape = od::detail::generated_shape(plan.shape);
    if (shape < 0) return {"nothing: the library has no generated code", 0, 0};
    const auto& form = od::detail::generated_shapes()[static_cast<std::size_t>(shape)].forms[0];
    constexpr int stages = 8;
    // Each state needs products and sums of the stages (rows of A and C), then error, signs and acceptance.
    constexpr int combinations = 15 * 2 + 2 + 28 * 2 + 7 + 1, control = 8 + 2 + 1;
    return {"the generated code",
            form.factor_operations + stages * form.stage_operations +
                (combinations + control) * plan.size(),
            form.factor_quotients + stages * form.stage_quotients + plan.size()};
}

/// A Case is a batch, and what is asked of it.
struct Case {
    std::string asked;
    timed::Batch batch;
};

od::BatchRequest outputs(const od::Model& model, int days) {
    od::BatchRequest request{od::grid(od::Time{6.0}, od::Time{24.0 * days}, od::Time{6.0}), {}, {}};
    for (const auto& column : model.columns()) request.columns.push_back(column.name());
    return request;
}

std::vector<Case> cases(int patients, int days) {
    const auto subjects = people::subjects(static_cast<std::size_t>(patients), days);
    const od::BatchRequest bare{{24.0 * days}, {"tone.mu"}, {}};
    std::vector<Case> found;
    for (const auto& kernel : od::detail::lane_kernels())
        for (const int lanes : {1, 4, 8}) {
            const bool plain = &kernel == &od::detail::lane_kernels().front();
            if (lanes == 1 && !plain) continue;  // One lane is the same in all.
            const od::detail::BatchTuning tuning{1, lanes, &kernel};
            found.push_back({"bare", {subjects, bare, tuning}});
            if (lanes != 1 && lanes != kernel.width) continue;
            found.push_back({"reductions", {subjects, people::metrics(days), tuning}});
            found.push_back({"outputs", {subjects, outputs(subjects.front().model, days), tuning}});
        }
    return found;
}

void print(const Case& one, const Need& need) {
    const auto& batch = one.batch;
    const auto set = batch.tuning.kernel->instruction_set;
    const auto rate = peak::per_lane(set, batch.tuning.lanes);
    rows::print({{"kind", "step"},
                 {"set", std::string(set)},
                 {"lanes", batch.tuning.lanes},
                 {"asked", one.asked},
                 {"us_per_patient", batch.us_per_patient()},
                 {"ns_per_lane_step", batch.ns_per_lane_step()},
                 {"floor_ns", static_cast<double>(need.operations) * rate.operation +
                                  static_cast<double>(need.quotients) * rate.division}});
}

}  // namespace

int main(int count, char** words) {
    const int patients = count > 1 ? std::atoi(words[1]) : 64;
    const int days = count > 2 ? std::atoi(words[2]) : 30;
    const int rounds = count > 3 ? std::atoi(words[3]) : 5;
    auto all = cases(patients, days);
    const auto& first = all.front().batch.subjects.front();
    const Need need = need_of(first.model, first.regimen);
    rows::print({{"kind", "counted"},
                 {"counted", need.counted},
                 {"states", first.model.size()},
                 {"operations", need.operations},
                 {"quotients", need.quotients}});
    for (int round = 0; round < rounds; ++round)
        for (auto& one : all) one.batch.run();
    for (const auto& one : all) print(one, need);
}
