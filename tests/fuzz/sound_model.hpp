#pragma once
/// This header has the laws that every model keeps in its drug-free state, whatever its parts and numbers.

#include <cmath>
#include <string>

#include "finding.hpp"
#include "opiodyn/model.hpp"

namespace fuzz {

/// Requires that no state changes without a drug: rates are rounding beside the flows that cancel.
inline void require_steady(const opiodyn::Model& model, const opiodyn::State& y) {
    constexpr double rounding = 1e-8, smallest = 1e-290;
    opiodyn::State rates(model.size());
    opiodyn::Jacobian slopes;
    model.derivative(0.0, y, rates);
    model.jacobian(0.0, y, slopes);
    require(rates.allFinite(), "drug-free rates are finite");
    require(slopes.allFinite(), "drug-free slopes are finite");
    const opiodyn::State flows = slopes.cwiseAbs() * y.cwiseAbs();
    for (opiodyn::Index i = 0; i < model.size(); ++i) {
        if (!(std::abs(rates[i]) <= rounding * flows[i] + smallest))
            finding("the drug-free state is steady: " +
                    model.states()[static_cast<std::size_t>(i)].name);
        for (opiodyn::Index j = 0; j < model.size(); ++j)
            require(slopes(i, j) == 0.0 || model.jacobian_pattern()(i, j),
                    "the Jacobian is 0 outside its pattern");
    }
}

/// Requires that columns without a drug are finite, fractions are fractions, and the response counts from 1 or 0.
inline void require_drug_free_columns(const opiodyn::Model& model, const opiodyn::State& y) {
    constexpr double rounding = 1e-9;
    Eigen::VectorXd row(static_cast<opiodyn::Index>(model.columns().size()));
    model.observe(y, row);
    for (std::size_t k = 0; k < model.columns().size(); ++k) {
        const auto& column = model.columns()[k];
        const double value = row[static_cast<opiodyn::Index>(k)];
        if (!std::isfinite(value)) finding("drug-free columns are finite: " + column.name());
        const auto& what = column.quantity;
        if (what == "occupancy" || what == "free")
            require(value >= 0.0 && value <= 1.0 + rounding, "an occupancy is a fraction");
        if (what == "tone" || what == "density" || what == "peptide")
            if (!(std::abs(value - 1.0) <= rounding))
                finding("is 1 without a drug: " + column.name());
        if (what == "effect" && !(std::abs(value) <= rounding))
            finding("is 0 without a drug: " + column.name());
    }
}

inline void require_entries(const opiodyn::Model& model,
                            const std::vector<opiodyn::Entry>& entries) {
    for (const auto& entry : entries) {
        require(entry.state >= 0 && entry.state < model.size(), "a dose enters a state");
        require(std::isfinite(entry.nmol_per_mg) && entry.nmol_per_mg >= 0.0,
                "what enters per mg is finite and not negative", entry.nmol_per_mg);
        require(std::isfinite(entry.lag) && entry.lag >= 0.0, "a lag is finite and not negative");
        require(std::isfinite(entry.duration) && entry.duration >= 0.0,
                "a duration is finite and not negative");
    }
}

inline void require_doors(const opiodyn::Model& model) {
    for (const auto& ligand : model.ligands()) {
        for (const auto route : model.routes(ligand.name))
            require_entries(model, model.entries(ligand.name, route));
        for (const auto& compartment : model.compartments(ligand.name))
            require_entries(model, model.entries(ligand.name, compartment.name));
    }
}

inline void require_sound(const opiodyn::Model& model) {
    const opiodyn::State y = model.baseline();
    require(y.size() == model.size(), "the baseline has every state");
    require(y.allFinite(), "the baseline is finite");
    opiodyn::Index which = 0;
    require(model.smallest_quantity(y, &which) >= 0.0, "no drug-free quantity is negative");
    if (model.size() > 0) require(!model.quantity_name(which).empty(), "a quantity has a name");
    require_steady(model, y);
    require_drug_free_columns(model, y);
    require_doors(model);
}

}  // namespace fuzz
