#pragma once
/// This header makes subjects of every shape that has generated code.

#include "lanes/generated_shapes.hpp"
#include "lanes/lane_plan.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/opiodyn.hpp"
#include "solver/active_states.hpp"
#include "support/batches.hpp"

namespace support {

/// An Example is a model and a regimen of a shape that has code, as long as no stimulus and no other drug comes in.
struct Example {
    opiodyn::ModelOptions model;
    opiodyn::Regimen regimen;
};

/// Returns an event in the midst of a regimen, or none.
inline opiodyn::Regimen extra(Random& random, double start) {
    switch (random.below(4)) {
        case 0:
            return opiodyn::Regimen() + opiodyn::Reset{opiodyn::Time{start}};
        case 1:  // What was zero no longer is: the lane goes on by another form of the code.
            return opiodyn::Regimen() +
                   opiodyn::Change{opiodyn::Time{start},
                                   {{"naltrexone.mu.kint", 0.02}, {"mu.q", 2.5}}};
        default:
            return {};
    }
}

/// Returns a random example. There are five kinds.
inline Example example(Random& random, int kind) {
    using Route = opiodyn::Route;
    Example found;
    auto& options = found.model;
    if (kind == 1) options.response = opiodyn::ResponseOptions::none();
    if (kind == 2) options.response = opiodyn::ResponseOptions::all();
    if (kind == 4) options.drugs = {"naltrexone", "morphine"};
    const Route route = kind == 3 ? Route::intravenous : Route::oral;
    found.regimen =
        dose("naltrexone", random.log_uniform(0.5, 50.0), route, random.uniform(0.0, 3.0))
            .every(opiodyn::Time{24.0}, 1 + random.below(3));
    if (kind == 4)
        found.regimen = found.regimen + dose("morphine", random.log_uniform(1.0, 30.0),
                                             Route::intravenous, random.uniform(0.0, 30.0));
    if (kind == 3)
        found.regimen = found.regimen + infusion("naltrexone", 2.0, random.uniform(0.1, 9.0), 30.0);
    if (kind != 1) found.regimen = found.regimen + extra(random, random.uniform(5.0, 40.0));
    options.parameters = {{"naltrexone.CL", random.log_uniform(50.0, 300.0)},
                          {"naltrexone.V1", random.log_uniform(200.0, 2000.0)},
                          {"naltrexone.mu.K", random.log_uniform(0.3, 3.0)}};
    if (kind != 1 && random.coin()) options.parameters["beta-endorphin.mu.kint"] = 0.01;
    return found;
}

/// Returns the generated shape that serves a subject, or -1.
inline std::ptrdiff_t shape_of(const opiodyn::Subject& subject) {
    const opiodyn::detail::LanePlan plan(
        subject.model.implementation(), {},
        opiodyn::detail::active_states(subject.model, subject.regimen));
    return opiodyn::detail::generated_shape(plan.shape);
}

}  // namespace support
