#pragma once
/// Which subjects of a batch can share lanes.

#include <map>
#include <vector>

#include "equations/readout.hpp"
#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// Read-outs wanted, each once; and which of them each column and reduction of the request takes.
struct Wanted {
    std::vector<Observation> observations;
    std::vector<std::size_t> columns, reductions;

    /// Throws UnknownName.
    Wanted(const Model& model, const BatchRequest& request);
};

/// The states that move; all, if the regimen does not fit the model, which its row will tell.
std::vector<Index> states_of(const Subject& subject);

/// Rows by the shape of their models and the states that move.
using Groups = std::map<std::vector<Index>, std::vector<std::size_t>>;
Groups group_by_shape(const std::vector<Subject>& subjects, const BatchRequest& request);

}  // namespace opiodyn::detail
