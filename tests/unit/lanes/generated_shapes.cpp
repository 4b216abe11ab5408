#include "lanes/generated_shapes.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "lanes/lane_plan.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/dosing.hpp"
#include "solver/active_states.hpp"

namespace od = opiodyn;
using od::detail::generated_shape, od::detail::generated_shapes;

namespace {

std::vector<od::Index> shape_of(const od::ModelOptions& options, const std::string& regimen) {
    const od::Model model(options);
    const auto& m = model.implementation();
    const auto active = od::detail::active_states(model, od::parse_regimen(regimen));
    return od::detail::LanePlan(m, m.shape->observations, active).shape;
}

}  // namespace

TEST_CASE("each generated shape is found at its place") {
    const auto shapes = generated_shapes();
    for (std::size_t k = 0; k < shapes.size(); ++k)
        CHECK(generated_shape(shapes[k].shape) == static_cast<std::ptrdiff_t>(k));
}

TEST_CASE("a shape that is not generated is not found, nor the beginning of one that is") {
    const std::vector<od::Index> none;
    CHECK(generated_shape(none) == -1);
    const auto usual = shape_of({}, "naltrexone 4.5 mg po");
    CHECK(generated_shape(std::span(usual).first(usual.size() - 1)) == -1);
    auto longer = usual;
    longer.push_back(0);
    CHECK(generated_shape(longer) == -1);
}

TEST_CASE(
    "the default model has a generated shape, whatever its parameters, where code is generated") {
    const std::ptrdiff_t first = generated_shapes().empty() ? -1 : 0;
    CHECK(generated_shape(shape_of({}, "naltrexone 4.5 mg po")) == first);
    od::ModelOptions other;
    other.parameters = {{"naltrexone.CL", 100.0}, {"naltrexone.mu.kint", 0.5}};
    CHECK(generated_shape(shape_of(other, "naltrexone 50 mg po every 24 h x 30")) == first);
}

TEST_CASE("a kernel is named by its shape, and the plan by itself") {
    const std::vector<od::Index> none;
    CHECK(od::detail::kernel_name(none) == "plan");
    for (const auto& shape : generated_shapes())
        CHECK(od::detail::kernel_name(shape.shape) == "generated: " + std::string(shape.name));
}

TEST_CASE("the last form of a shape fixes no number, and each fixes less than the one before") {
    for (const auto& shape : generated_shapes()) {
        CAPTURE(shape.name);
        REQUIRE_FALSE(shape.forms.empty());
        CHECK(shape.forms.back().fixed.empty());
        for (std::size_t k = 1; k < shape.forms.size(); ++k) {
            CHECK(shape.forms[k].fixed.size() < shape.forms[k - 1].fixed.size());
            // What is fixed saves operations, or it would not be worth a form.
            CHECK(shape.forms[k].stage_operations > shape.forms[k - 1].stage_operations);
        }
    }
}
