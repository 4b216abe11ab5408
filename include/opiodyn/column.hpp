#pragma once
/// One quantity that a run reports.

#include <string>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// What a column of a run holds. Its name is quantity.subject.part, e.g. occupancy.naltrexone.mu
struct Column {
    std::string quantity;  ///< amount, concentration, effect_site, occupancy, free
    std::string subject;   ///< ligand; empty for `free`
    std::string part;      ///< compartment or receptor; empty where there is only one
    std::string unit;

    std::string name() const;
};

}  // namespace opiodyn
