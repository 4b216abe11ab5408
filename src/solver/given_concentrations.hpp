#pragma once
/// This header knows what a run asks of concentrations that the caller gives.

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// Returns the state that holds a concentration, and what one unit of its table is there [nM].
Release place_of(const Model& model, const Concentration& given);

/// Checks a run that goes to `end` [h]. Throws UnknownNameError or InputError for a drug whose concentration the model
/// does not take, for two tables of one drug, and for a table that ends before the run.
void check_concentrations(const Model& model, const Regimen& regimen, double end);

}  // namespace opiodyn::detail
