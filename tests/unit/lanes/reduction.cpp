#include "lanes/reduction.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "lanes/lane_plan.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/dosing.hpp"
#include "solver/active_states.hpp"

namespace od = opiodyn;
using od::detail::LanePlan, od::detail::Observation;
using Kind = Observation::Kind;

namespace {

od::Model model_of(const std::vector<std::string>& drugs) {
    od::ModelOptions options;
    options.drugs.assign(drugs.begin(), drugs.end());
    return od::Model(options);
}

LanePlan plan_of(const od::Model& model, const std::string& regimen) {
    const auto& m = model.implementation();
    return {m, m.shape->observations, od::detail::active_states(model, od::parse_regimen(regimen))};
}

/// Returns the reduced read-out of a column.
const Observation& read_out(const od::Model& model, const LanePlan& plan, const std::string& name) {
    const auto& columns = model.implementation().shape->columns;
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const od::Column& column) {
        return column.name() == name;
    });
    REQUIRE(found != columns.end());
    return plan.read_outs[static_cast<std::size_t>(found - columns.begin())];
}

bool is_zero(const Observation& o, const LanePlan& plan) {
    return o == Observation{Kind::state, 0, 0, plan.size()};
}

}  // namespace

TEST_CASE("a drug that nobody takes is left out of the equations") {
    const auto model = model_of({"morphine", "naltrexone"});
    const auto plan = plan_of(model, "naltrexone 4.5 mg po");
    od::detail::LaneNumbers numbers;
    plan.numbers_of(model.implementation(), numbers);
    const auto& e = numbers.equations;
    CHECK(e.substances.size() == 2);  // naltrexone and its metabolite
    CHECK(e.effect_sites.size() == 2);
    for (std::size_t r = 0; r < e.receptors.size(); ++r)
        CHECK(e.receptors[r].sites.size() == e.response.roles[r].size());
}

TEST_CASE("models with and without a drug that nobody takes share their shape") {
    const auto plan = plan_of(model_of({"naltrexone"}), "naltrexone 4.5 mg po");
    CHECK(plan_of(model_of({"naltrexone", "morphine"}), "naltrexone 4.5 mg po").shape ==
          plan.shape);
    CHECK(plan_of(model_of({"morphine", "naltrexone"}), "naltrexone 50 mg po").shape == plan.shape);
    CHECK(plan_of(model_of({"naltrexone"}), "naltrexone 4.5 mg iv").shape != plan.shape);
}

TEST_CASE("read-outs of a drug that is left out are zero") {
    const auto model = model_of({"morphine", "naltrexone"});
    const auto plan = plan_of(model, "naltrexone 4.5 mg po");
    for (const char* name : {"concentration.morphine", "occupancy.morphine.mu",
                             "concentration.morphine-6-glucuronide"})
        CHECK(is_zero(read_out(model, plan, name), plan));
    for (const char* name : {"concentration.naltrexone", "occupancy.naltrexone.mu", "tone.mu"})
        CHECK_FALSE(is_zero(read_out(model, plan, name), plan));
}

TEST_CASE("a read-out finds its drug where others before it are left out") {
    const auto model = model_of({"morphine", "naltrexone"});
    const auto plan = plan_of(model, "naltrexone 4.5 mg po");
    const auto alone = model_of({"naltrexone"});
    const auto expected = plan_of(alone, "naltrexone 4.5 mg po");
    for (const char* name :
         {"concentration.naltrexone", "concentration.6-beta-naltrexol", "occupancy.naltrexone.mu",
          "occupancy.6-beta-naltrexol.kappa", "tone.mu"})
        CHECK(read_out(model, plan, name) == read_out(alone, expected, name));
}

TEST_CASE("states that cannot move share the place after those that move") {
    const auto model = model_of({"morphine", "naltrexone"});
    const auto plan = plan_of(model, "naltrexone 4.5 mg iv");
    CHECK(plan.size() < plan.all());
    for (std::size_t k = 0; k < plan.state.size(); ++k) {
        const auto place = static_cast<od::Index>(k);
        CHECK(plan.place_of(plan.state[k]) == std::min<od::Index>(place, plan.size()));
    }
}
