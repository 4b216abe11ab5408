#pragma once
/// The clauses of a regimen's text, one reader for each kind.

#include <optional>
#include <vector>

#include "dosing/text/text_words.hpp"
#include "opiodyn/dosing.hpp"

namespace opiodyn::detail {

/// The word of each option of a clause, where there is one.
struct Options {
    std::optional<Word> over, rate, at, on, interval, count, steady, compartment, bioavailability,
        lag;
};

/// A dose as it is written. `dose.time` is what follows `at`.
struct Clause {
    Dose dose{};
    Options seen{};
    std::vector<int> weekdays{};  ///< of `on`, as written; 0 is Monday
};

/// The doses that a clause stands for, and when it is over: where it repeats nothing, nobody knows.
struct Course {
    std::vector<Dose> doses{};
    std::optional<double> end{};
};

/// A dose up to its options, all checked. After `then` drug and route may be left out: those of
/// `previous` hold (nullptr: they may not).
Clause read_clause(Words& words, const Dose* previous);

/// The clause as it is, from `begin` on.
Course once_or_repeated(const Clause& clause, double begin);
/// The clause, then less and less: takes "reduce ...".
Course taper(Words& words, const Clause& clause, double begin);

/// "reset at 48h" and "set naltrexone.CL=94 at 48h".
Reset read_reset(Words& words);
Change read_change(Words& words);
/// "stimulus exercise 1 q24h x7 at 7h" and "flare 1 at 48h".
bool begins_stimulus(const Words& words);
Stimulus read_stimulus(Words& words);

}  // namespace opiodyn::detail
