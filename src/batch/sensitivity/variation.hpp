#pragma once
/// Derivatives of all that goes into a run: a subject a little to either side.

#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"

namespace opiodyn::detail {

/// The derivative of anything is (plus - minus) * per: of what is linear in the variable to rounding, of the
/// numbers of a model, which are smooth, to about 1e-10 of their size.
struct Variation {
    Subject plus, minus;
    double per;
};

/// Throws InvalidInput or UnknownName for a variable that the subject does not have.
Variation vary(const Subject& subject, const Variable& variable);

/// What a variable is called: "naltrexone.CL", "amt[0]", "time[2]".
std::string name_of(const Variable& variable);

}  // namespace opiodyn::detail
