#include "opiodyn/equations/depletion.hpp"

#include "opiodyn/error.hpp"
#include "scalars/wide.hpp"

namespace opiodyn::binding {
namespace {

using detail::Wide;

/// A balance is (7d) at a trial value of F: what of the receptors is still to be given away, and the rate at which it
/// falls with F.
struct Balance {
    Wide excess, slope;
};

Balance balance(const std::vector<Limited>& ligands, const Wide& receptors, const Wide& F) {
    // What saturated ligands lack counts beside what is left of the receptors. The sum of what they have would
    // swamp it.
    Wide left = receptors, lacking, held = F, slope = 1.0;
    for (const auto& [total, K] : ligands) {
        const Wide sum = K + F, free_share = K / sum;
        if (F > K) {
            left = left - total;
            lacking = lacking + total * free_share;
        } else {
            held = held + total * F / sum;
        }
        slope = slope + total * free_share / sum;
    }
    return {left + lacking - held, slope};
}

/// Returns the free receptors. The left side of (7d) rises and is concave, so that Newton's method climbs to the root
/// from any point below it and never passes it. Halving the exponent first brings it within a factor of four.
Wide free_receptors(const std::vector<Limited>& ligands, const Wide& receptors) {
    Wide low = receptors / balance(ligands, receptors, 0.0).slope, high = receptors;
    while (high.exponent() - low.exponent() > 1) {
        const Wide middle = Wide::power_of_two((low.exponent() + high.exponent()) / 2 - 1);
        (balance(ligands, receptors, middle).excess > 0.0 ? low : high) = middle;
    }
    for (int step = 0; step < 100; ++step) {
        const auto [excess, slope] = balance(ligands, receptors, low);
        const Wide next = low + excess / slope;
        if (!(next > low)) break;  // rounding is all that is left
        low = next;
    }
    return low;
}

}  // namespace

DepletedBinding with_depletion(const std::vector<Limited>& ligands, double receptors) {
    require_non_negative("receptors", receptors);
    for (const auto& [total, K] : ligands) {
        require_non_negative("total", total);
        require_positive("K", K);
    }
    const Wide F = receptors == 0.0 ? Wide() : free_receptors(ligands, receptors);
    DepletedBinding found{F.value(), {}};
    for (const auto& [total, K] : ligands) found.bound.push_back((total * F / (K + F)).value());
    return found;
}

}  // namespace opiodyn::binding
