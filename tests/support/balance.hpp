#pragma once
/// Sums over the columns of a run that a balance compares with what must be there.

#include <string>

#include "opiodyn/receptor.hpp"
#include "opiodyn/trajectory.hpp"

namespace support {

/// The amount of drug in all compartments [mg] at each output time.
inline Eigen::VectorXd amount_in_body(const opiodyn::Trajectory& run) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(run.rows());
    for (std::size_t k = 0; k < run.columns().size(); ++k)
        if (run.columns()[k].quantity == "amount")
            sum += run.column(static_cast<opiodyn::Index>(k));
    return sum;
}

/// The share of a receptor that is free or held by any ligand at each output time.
inline Eigen::VectorXd free_and_held(const opiodyn::Trajectory& run, opiodyn::Receptor receptor) {
    Eigen::VectorXd sum = run.free_receptors(receptor);
    for (std::size_t k = 0; k < run.columns().size(); ++k)
        if (run.columns()[k].quantity == "occupancy" &&
            run.columns()[k].part == opiodyn::to_string(receptor))
            sum += run.column(static_cast<opiodyn::Index>(k));
    return sum;
}

}  // namespace support
