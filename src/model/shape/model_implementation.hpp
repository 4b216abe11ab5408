#pragma once
/// What a Model holds: its shape, which it may share, and its numbers.

#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "equations/equations.hpp"
#include "equations/readout.hpp"
#include "foundations/on_demand.hpp"
#include "model/shape/model_shape.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn {

struct Model::Implementation {
    std::shared_ptr<const detail::ModelShape> shape;
    detail::Values given, individual;  ///< parameters and individual of the options
    std::vector<double> numbers;       ///< parameters, and what the recipe makes of them
    std::vector<Ligand> ligands;
    detail::Equations<double> equations;
    std::optional<detail::PainReadout<double>> pain;
    Jacobian linear_jacobian;
    State baseline;
    // Texts, which a run does not need.
    detail::OnDemand<ModelOptions> options;
    detail::OnDemand<ParameterTable> parameters;

    /// The value of a parameter by its row. Without the texts of `parameters`.
    double value(Index row) const { return numbers[static_cast<std::size_t>(row)]; }
    /// True if its evidence is the caller's.
    bool is_given(Index row) const {
        return given.contains(shape->parameter(row)) ||
               shape->library.all()[static_cast<std::size_t>(row)].evidence == Evidence::caller;
    }
    /// y, without the sign of the states that may fall below it.
    State without_signs(const StateView& y) const {
        State part = y;
        for (const Index state : shape->signed_states) part[state] = std::abs(y[state]);
        return part;
    }
    void jacobian(const StateView& y, Jacobian& J) const;
};

}  // namespace opiodyn
