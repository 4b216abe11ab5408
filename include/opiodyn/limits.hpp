#pragma once
/// Sizes checked before anything is allocated. Far above any study, far below a machine.

#include <cstdint>
#include <new>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn::limits {

inline constexpr std::int64_t doses = 2'000'000;            ///< expanded doses of one regimen
inline constexpr std::int64_t output_times = 20'000'000;    ///< times of one grid
inline constexpr std::int64_t output_values = 250'000'000;  ///< numbers of one result (2 GB)
inline constexpr std::int64_t text_length = 1'000'000;      ///< characters of one regimen text

/// Throws InvalidInput, which has their size in GB, if these are more than output_values numbers.
/// `made_of`: what was multiplied, and what to do about it.
void require_output(std::string_view field, double values, std::string_view made_of);

/// What has to be said, as InvalidInput, where so many numbers found no memory.
[[noreturn]] void no_memory(std::string_view field, double values);

/// Does what allocates so many numbers; if there is no memory for them, the error says so.
template <class Allocate>
void allocate(std::string_view field, double values, const Allocate& action) {
    try {
        action();
    } catch (const std::bad_alloc&) {
        no_memory(field, values);
    }
}

}  // namespace opiodyn::limits
