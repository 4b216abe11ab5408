#pragma once
/// This header has random numbers without a state: each is a function of (seed, subject, draw), so that no
/// order of work and no number of threads changes it. Threads may call its functions at once.

#include <array>
#include <cstdint>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn::random {

/// Returns four random words by Philox4x64-10, a keyed bijection that scrambles a counter. J. K. Salmon,
/// M. A. Moraes, R. O. Dror, D. E. Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC11.
std::array<std::uint64_t, 4> philox(std::array<std::uint64_t, 4> counter,
                                    std::array<std::uint64_t, 2> key);

/// Returns a number evenly spread in (0, 1). `stream` is one more key, for draws that are numbered twice.
double uniform(std::uint64_t seed, std::uint64_t subject, std::uint64_t draw,
               std::uint64_t stream = 0);

/// Returns a standard normal number, by Box and Muller from one block of Philox.
double normal(std::uint64_t seed, std::uint64_t subject, std::uint64_t draw);

/// Returns the draw that belongs to a name (FNV-1a), the same in every program, so that other draws do
/// not move it.
std::uint64_t draw_of(std::string_view name);

}  // namespace opiodyn::random
