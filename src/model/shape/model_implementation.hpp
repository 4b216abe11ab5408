#pragma once
/// A Model holds its shape, which it may share, and its numbers.

#include <memory>
#include <vector>

#include "equations/equations.hpp"
#include "equations/readout.hpp"
#include "foundations/on_demand.hpp"
#include "model/shape/model_shape.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn {

struct Model::Implementation {
    std::shared_ptr<const detail::ModelShape> shape;
    detail::Values given, individual;  ///< `parameters` and `individual` of the options
    std::vector<double> numbers;       ///< Parameters come first, then what follows from them.
    std::vector<Ligand> ligands;
    detail::Equations<double> equations;
    Jacobian linear_jacobian;
    State baseline;
    // These hold texts, which a run does not need.
    detail::OnDemand<ModelOptions> options;
    detail::OnDemand<ParameterTable> parameters;

    /// Returns the value of a parameter by its row, without the texts of `parameters`.
    double value(Index row) const { return numbers[static_cast<std::size_t>(row)]; }
    /// Tells whether the evidence of a parameter is the caller's.
    bool is_given(Index row) const {
        return given.contains(shape->parameter(row)) ||
               shape->library.all()[static_cast<std::size_t>(row)].evidence == Evidence::caller;
    }
    void jacobian(const StateView& y, Jacobian& J) const;
    /// Returns what reads observations out of a state, which must outlive it.
    template <class Vector>
    detail::Reader<double, Vector> reader(const Vector& y) const {
        return {equations, y};
    }
};

}  // namespace opiodyn
