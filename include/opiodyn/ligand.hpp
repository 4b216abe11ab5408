#pragma once
/// A ligand: a drug, a metabolite or an endogenous peptide.

#include <string>

#include "opiodyn/version.hpp"

namespace opiodyn {

enum class LigandKind { drug, metabolite, peptide };

struct Ligand {
    std::string name;
    LigandKind kind{LigandKind::drug};
    double molar_mass{0.0};  ///< g/mol
};

}  // namespace opiodyn
