#pragma once
/// This header reads how often a dose or a stimulus is given, and for how long: "q24h x28", "bid for 7 days".

#include <cstdint>

#include "dosing/text/text_clause.hpp"

namespace opiodyn::detail {

/// Keeps the word of an option; fails if the option has been given before.
void once(const Words& words, std::optional<Word>& seen, const Word& word);

/// Takes "q24h", "q 24 h", "every 24 h", or a code such as bid, and returns the interval [h]; nothing if
/// something else comes. A code that names bedtime is kept as seen. Fails at a code that says too little.
std::optional<double> take_interval(Words& words, Options& seen);

/// Takes "x28", "x 28" or "for 28 days", and keeps what was seen. Returns false if something else comes.
bool take_count(Words& words, Options& seen);

/// Returns how many times follow the first. Fails if a count and a duration are given, or if the duration
/// is no whole number of intervals. A duration that was seen counts as a count from here on.
std::int64_t additional(const Words& words, Options& seen, double interval);

/// Fails if an interval or a count stands alone; a dose at steady state needs no count.
void check_repetition(const Words& words, const Options& seen);

}  // namespace opiodyn::detail
