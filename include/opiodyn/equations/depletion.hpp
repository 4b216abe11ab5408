#pragma once
/// This header computes competitive binding where receptors take up much of the ligands, as in an assay:
/// equation (7d) of docs/theory.md. Concentrations are in nM. Threads may call its functions at once.

#include <vector>

#include "opiodyn/version.hpp"

namespace opiodyn::binding {

/// A limited ligand has a fixed total amount.
struct Limited {
    double total;  ///< L is the concentration, free and bound, at least 0 [nM].
    double K;      ///< K is the dissociation constant, above 0 [nM].
};

/// A depleted binding tells what is free and bound at equilibrium.
struct DepletedBinding {
    double free;  ///< F is the concentration of free receptors [nM].
    std::vector<double>
        bound;  ///< L_i F / (K_i + F) is the bound concentration of each ligand [nM].
};

/// Returns the equilibrium of receptors with ligands that binding depletes. The free receptors are the
/// root F of F + sum_i L_i F / (K_i + F) = receptors, which is unique between 0 and `receptors` [nM].
/// Any finite values do, however large or small. Throws InputError for a value that breaks a rule.
DepletedBinding with_depletion(const std::vector<Limited>& ligands, double receptors);

}  // namespace opiodyn::binding
