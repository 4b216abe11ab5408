#pragma once
/// Room 0. Sizes checked before anything is allocated. Far above any study, far below a machine.

#include <cstdint>

namespace opiodyn::limits {

inline constexpr std::int64_t doses = 2'000'000;            ///< expanded doses of one regimen
inline constexpr std::int64_t output_times = 20'000'000;    ///< times of one grid
inline constexpr std::int64_t output_values = 250'000'000;  ///< times x columns of one run (2 GB)
inline constexpr std::int64_t text_length = 1'000'000;      ///< characters of one regimen text

}  // namespace opiodyn::limits
