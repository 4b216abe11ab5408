#pragma once
/// This header names the ligands of a model.

#include <string>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// LigandKind tells where a ligand comes from.
enum class LigandKind {
    drug,        ///< A drug is dosed.
    metabolite,  ///< A metabolite forms from a drug.
    peptide      ///< A peptide is made by the body.
};

/// A ligand is a drug, a metabolite or an endogenous peptide of a model. Plain data: threads may share
/// it while none writes.
struct Ligand {
    std::string name;  ///< The name is that of the parameter library, or the caller's.
    LigandKind kind{LigandKind::drug};  ///< The kind says where the ligand comes from.
    double molar_mass{0.0};             ///< The molar mass [g/mol] turns nM into ng/mL.
};

}  // namespace opiodyn
