#pragma once
/// A dose in a regimen's text has options. A stimulus has the ones that say when.

#include <cstdint>

#include "dosing/text/text_clause.hpp"

namespace opiodyn::detail {

/// Takes options until something else ends the clause.
void read_options(Words& words, Clause& clause);

/// Keeps the word of an option; fails if the option has been given before.
void once(const Words& words, std::optional<Word>& seen, const Word& word);

/// Returns the hours of a word such as "q24h"; fails if it says none.
double read_interval(const Words& words, const Word& word);
/// Returns the number of a word such as "x28"; fails if it says none.
std::int64_t read_count(const Words& words, const Word& word);

/// Reads "q24h" or "x28" into a dose or a stimulus; returns false if the word is neither.
template <class Record>
bool read_repetition(const Words& words, const Word& word, Options& seen, Record& record) {
    const char kind = word.text.size() > 1 ? word.text.front() : ' ';
    if (kind == 'q') {
        once(words, seen.interval, word);
        record.ii = Time{read_interval(words, word)};
    } else if (kind == 'x') {
        once(words, seen.count, word);
        record.addl = read_count(words, word) - 1;
    }
    return kind == 'q' || kind == 'x';
}

/// Fails if an interval or a count stands alone; a dose at steady state needs no count.
void check_repetition(const Words& words, const Options& seen);

}  // namespace opiodyn::detail
