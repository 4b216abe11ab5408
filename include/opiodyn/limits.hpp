#pragma once
/// This header is the one list of limits on what a request may ask of the library; Python reads it too.
/// Sizes are checked before anything is allocated. The limits are far above any study and far below a
/// machine.

#include <cstdint>
#include <new>
#include <string_view>

#include "opiodyn/version.hpp"

namespace opiodyn::limits {

/// This is the largest number of doses and stimuli of a regimen, repetitions counted [-].
inline constexpr std::int64_t doses = 2'000'000;
/// This is the largest number of records of a regimen or of a table of events [-].
inline constexpr std::int64_t records = 2'000'000;
/// This is the largest number of output times of a grid [-].
inline constexpr std::int64_t output_times = 20'000'000;
/// This is the largest number of numbers of a result [-], which are 2 GB.
inline constexpr std::int64_t output_values = 250'000'000;
/// This is the largest number of characters of a regimen's text [-].
inline constexpr std::int64_t text_length = 1'000'000;
/// This is the largest number of characters of a table of events [-]. Python reads such tables.
inline constexpr std::int64_t table_length = 1 << 30;
/// This is the largest number of accepted steps of a run [-], unless its options say otherwise.
inline constexpr std::int64_t steps = 20'000'000;
/// This is the largest number of transit compartments of an absorption input [-].
inline constexpr std::int64_t transit_compartments = 10;
/// This is the largest number of states of a model [-]. A Jacobian of so many takes 32 MB.
inline constexpr std::int64_t states = 2000;
/// This is the largest number of periods of a window [-].
inline constexpr std::int64_t window_periods = 2'000'000;
/// This is the largest number of people of a population [-].
inline constexpr std::int64_t people = 10'000'000;
/// This is the largest number of threads of a call [-].
inline constexpr std::int64_t threads = 1024;

/// Checks the size of a result. Throws InputError, which gives the size in GB, for more numbers than
/// output_values. `made_of` says what was multiplied, and what to do about it.
void require_output(std::string_view field, double values, std::string_view made_of);

/// Throws InputError that says that the machine has no memory for so many numbers.
[[noreturn]] void no_memory(std::string_view field, double values);

/// Does an action that allocates so many numbers. Throws what the action throws, and InputError if
/// there is no memory for them.
template <class Allocate>
void allocate(std::string_view field, double values, const Allocate& action) {
    try {
        action();
    } catch (const std::bad_alloc&) {
        no_memory(field, values);
    }
}

}  // namespace opiodyn::limits
