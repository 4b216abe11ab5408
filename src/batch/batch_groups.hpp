#pragma once
/// group_by_shape() finds the subjects of a batch that can share lanes.

#include <map>
#include <vector>

#include "batch/batch_request.hpp"
#include "equations/readout.hpp"
#include "opiodyn/batch.hpp"

namespace opiodyn::detail {

/// A Wanted lists the read-outs that an order needs, each once. Every column and every metric of the
/// order has its place in that list.
struct Wanted {
    std::vector<Observation> observations;
    std::vector<std::size_t> columns, metrics;

    /// Throws UnknownNameError for a column that the model does not have.
    Wanted(const Model& model, const BatchOrder& order);
};

/// Returns the states of a subject that move. If the regimen does not fit the model, it returns all states,
/// and the subject's row reports the error later.
std::vector<Index> states_of(const Subject& subject);

/// Groups map a shape, with the states that move, to the rows of its subjects.
using Groups = std::map<std::vector<Index>, std::vector<std::size_t>>;
Groups group_by_shape(const std::vector<Subject>& subjects, const BatchOrder& order);

}  // namespace opiodyn::detail
