#pragma once
/// This header has one reader for each kind of clause in a regimen's text.

#include <cstdint>
#include <optional>
#include <vector>

#include "dosing/text/text_words.hpp"
#include "opiodyn/dosing.hpp"

namespace opiodyn::detail {

/// Options hold the word of each option of a clause, where there is one, and how it repeats.
struct Options {
    std::optional<Word> over, rate, at, on, interval, count, span, steady, compartment,
        bioavailability, lag;
    std::int64_t times{1};  ///< number after "x"
    double hours{};         ///< time that follows "for" [h]
    bool bedtime{false};    ///< the interval is that of "qhs"
};

/// A Clause is a dose as it is written. `dose.time` is what follows `at`, a time of day if `of_day`.
struct Clause {
    Dose dose{};
    bool of_day{false};
    Options seen{};
    std::vector<int> weekdays{};  ///< days after `on`, as written; 0 is Monday
};

/// A Course is the doses that a clause stands for, and when it is over. A clause without a repetition has no end.
struct Course {
    std::vector<Dose> doses{};
    std::optional<double> end{};
};

/// Reads a dose up to its options, and checks them. After `then` the text may leave out drug and route, which
/// are then those of `previous`. A null `previous` means that it may not.
Clause read_clause(Words& words, const Dose* previous);

/// Returns the doses of a clause as it is, from `begin` on.
Course once_or_repeated(const Clause& clause, double begin);
/// Returns the doses of a clause, then less and less. Takes "reduce ...".
Course taper(Words& words, const Clause& clause, double begin);

/// Reads "reset at 48h".
Reset read_reset(Words& words);
/// Reads "set naltrexone.CL=94 at 48h".
Change read_change(Words& words);
/// Tells whether a stimulus begins here.
bool begins_stimulus(const Words& words);
/// Reads "stimulus exercise 1 q24h x7 at 7h" or "flare 1 at 48h".
Stimulus read_stimulus(Words& words);

/// Reads "concentration naltrexone nM 0h 0 1h 8.6 2h 5.1".
Concentration read_concentration(Words& words);

}  // namespace opiodyn::detail
