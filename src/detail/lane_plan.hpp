#pragma once
/// Room 8, private. What all subjects of one model shape share: the order of elimination, the non-zeros of
/// the linear part, and what is read out.

#include <cstdint>
#include <optional>
#include <vector>

#include "detail/elimination_plan.hpp"
#include "detail/readout.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

struct LanePlan {
    struct LinearEntry {
        std::int32_t column, slot;  ///< of the elimination
    };

    /// `observations` are those of the columns wanted.
    LanePlan(const Model::Implementation& model, std::vector<Observation> observations);

    std::int32_t size() const { return elimination.size(); }
    /// The values of the linear entries of a model of this shape.
    void linear_values(const Model::Implementation& model, std::vector<double>& values) const;

    EliminationPlan elimination;
    Equations<double> equations;  ///< of one of the models, for the shape
    std::optional<PainReadout<double>> pain;
    std::vector<LinearEntry> linear;  ///< row by row
    std::vector<EliminationPlan::Row> linear_rows;
    std::vector<std::int32_t> signed_states;
    std::vector<Observation> observations;
    std::vector<std::int32_t> interpolated;  ///< states that they depend on
    std::vector<std::int32_t> all_states;
};

}  // namespace opiodyn::detail
