#pragma once
/// Random numbers without a state: each is a function of (seed, subject, draw), so that no
/// order of work and no number of threads changes it.

#include <array>
#include <cstdint>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn::random {

/// Philox4x64-10, a keyed bijection that scrambles a counter. J. K. Salmon, M. A. Moraes, R. O. Dror,
/// D. E. Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC11.
std::array<std::uint64_t, 4> philox(std::array<std::uint64_t, 4> counter,
                                    std::array<std::uint64_t, 2> key);

/// Evenly spread in (0, 1). `stream` is one more key, for draws that are numbered twice.
double uniform(std::uint64_t seed, std::uint64_t subject, std::uint64_t draw,
               std::uint64_t stream = 0);

/// Standard normal, by Box and Muller from one block of Philox.
double normal(std::uint64_t seed, std::uint64_t subject, std::uint64_t draw);

/// The draw that belongs to a name, the same in every program (FNV-1a): what else is drawn does not
/// move it.
std::uint64_t draw_of(std::string_view name);

}  // namespace opiodyn::random
