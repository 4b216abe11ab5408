#pragma once
/// The generated shapes are the model shapes whose steps were printed as code when the library was built (src/trace). Any
/// other shape goes by the plan, with the same bits.

#include <span>
#include <string>
#include <string_view>

#include "equations/readout.hpp"

namespace opiodyn::detail {

/// A FixedNumber is one that belongs to a form of the code: a model that has another value needs another form.
struct FixedNumber {
    std::int32_t place;  ///< place among LaneNumbers::all
    double value;
};

/// A GeneratedForm is one way to compute the steps of a shape. Its counts leave out what a step does outside of the
/// generated code.
struct GeneratedForm {
    std::span<const FixedNumber> fixed;
    std::int32_t constants;  ///< numbers that follow from those of a model alone
    std::int32_t factors;    ///< numbers that the stages of a step share
    std::int32_t factor_operations, factor_quotients;  ///< counts of the factors, with the Jacobian
    std::int32_t stage_operations, stage_quotients;    ///< counts of one of eight stages
};

/// A GeneratedTangent tells how many numbers the functions of a form with derivatives share: those of the values first,
/// then those of one direction.
struct GeneratedTangent {
    std::int32_t constants, factors, kept;  ///< `kept` are left by each stage.
    std::int32_t slopes_of_constants, slopes_of_factors;
};

/// A GeneratedShape tells which models its code serves, and what the code computes.
struct GeneratedShape {
    std::string_view name;
    std::span<const Index> shape;               ///< LanePlan::shape of the models that it serves
    std::span<const Observation> observations;  ///< read-outs that its code makes in one go
    std::span<const GeneratedForm> forms;  ///< The one with the most fixed numbers comes first.
    std::span<const GeneratedTangent> tangents;  ///< derivatives of the first forms
};

/// Returns the shapes of this build, which are none where it generates no code.
std::span<const GeneratedShape> generated_shapes();

/// Returns the place of a shape among these, or -1.
std::ptrdiff_t generated_shape(std::span<const Index> shape);

/// Returns the place of the first form whose fixed numbers a model has. The last form fixes none.
std::size_t generated_form(const GeneratedShape& shape, const double* numbers);

/// Says in words what computes the steps of a shape: "generated: naltrexone tablet", or "plan".
std::string kernel_name(std::span<const Index> shape);

}  // namespace opiodyn::detail
