#pragma once
/// This header adds up columns of a run, for a balance that compares the sum with what must be there.

#include <string>

#include "opiodyn/receptor.hpp"
#include "opiodyn/trajectory.hpp"

namespace support {

/// Returns the amount of drug in all compartments [nmol] at each output time.
inline Eigen::VectorXd amount_in_body(const opiodyn::Trajectory& run) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(run.rows());
    for (std::size_t k = 0; k < run.columns().size(); ++k)
        if (run.columns()[k].quantity == "amount")
            sum += run.column(static_cast<opiodyn::Index>(k));
    return sum;
}

/// Returns the share of a receptor that is free or held by any ligand at each output time.
inline Eigen::VectorXd free_and_held(const opiodyn::Trajectory& run, opiodyn::Receptor receptor) {
    Eigen::VectorXd sum = run.free_receptors(receptor);
    for (std::size_t k = 0; k < run.columns().size(); ++k)
        if (run.columns()[k].quantity == "occupancy" &&
            run.columns()[k].place == opiodyn::to_string(receptor))
            sum += run.column(static_cast<opiodyn::Index>(k));
    return sum;
}

}  // namespace support
