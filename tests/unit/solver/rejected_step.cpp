#include "solver/methods/rejected_step.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace od = opiodyn;
using od::detail::LaneFailure;

namespace {

/// A step of 0.5 h from 2 h on: nothing moves, and each state errs by 1e-7, but for what a test changes.
struct Rejected {
    od::Model model;
    od::State y_new = model.baseline(), size = model.baseline();
    od::State error = od::State::Constant(model.size(), 1e-7);

    od::SolverError::Where because(LaneFailure why) const {
        return od::detail::explain({why, 2.0, 0.5, 3, y_new.data(), error.data(), size.data()},
                                   model, {});
    }
};

}  // namespace

TEST_CASE("a rejected step names its time, the state that stood in the way, and why") {
    Rejected step;
    const auto name = [&](od::Index i) { return step.model.quantity_name(i); };
    SECTION("the largest error") {
        step.error[5] = -1.0;
        const auto where = step.because(LaneFailure::inaccurate);
        CHECK((where.time == 2.0 && where.step == 0.5));
        CHECK(where.state == name(5));
        CHECK(where.reason == "the error stays above the tolerance");
    }
    SECTION("what is not finite") {
        step.error[4] = 1.0;
        step.y_new[6] = std::nan("");
        const auto where = step.because(LaneFailure::not_finite);
        CHECK(where.state == name(6));
        CHECK(where.reason == "the solution is not finite");
    }
    SECTION("the pivot") { CHECK(step.because(LaneFailure::singular).state == name(3)); }
    SECTION("what would be negative") {
        step.y_new[2] = -1e-3;
        CHECK(step.because(LaneFailure::negative).state == name(2));
    }
    SECTION("a budget") {
        const auto where = step.because(LaneFailure::attempts);
        CHECK(where.state == "none");
        CHECK(where.reason ==
              "max_attempts = " + std::to_string(od::SolverOptions{}.max_attempts) + " is used up");
    }
}
