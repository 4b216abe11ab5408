#pragma once
/// vary() differentiates the inputs of a run: it makes a subject a little to either side of a variable.

#include <span>
#include <vector>

#include "opiodyn/batch.hpp"
#include "opiodyn/sensitivity.hpp"

namespace opiodyn::detail {

/// A Variation gives the derivative of anything in a subject as (plus - minus) * per. It is exact to
/// rounding for what is linear in the variable. For the numbers of a model, which are smooth, it is
/// good to about 1e-10 of their size. At the edge of a domain the difference is one-sided and good to about 1e-8.
struct Variation {
    Subject plus, minus;
    double per;
};

/// Throws InputError for a variable of no kind.
void check(const Variable& variable);

/// Varies a subject. Throws InputError or UnknownNameError for a variable that the subject does not have.
Variation vary(const Subject& subject, const Variable& variable);

/// Returns the value of a variable in a subject. Throws as vary() for a variable that is not there.
double own_value(const Subject& subject, const Variable& variable);

/// Returns a subject with other values of variables that it has. Throws InputError for a value that breaks a rule.
Subject with_values(const Subject& subject, const std::vector<Variable>& variables,
                    std::span<const double> values);

/// Returns what a variable is called: "naltrexone.CL", "amt[0]", "time[2]".
std::string name_of(const Variable& variable);

}  // namespace opiodyn::detail
