#include "foundations/suggestion.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include "foundations/words.hpp"

namespace opiodyn::detail {
namespace {

/// Counts the letters to change, add, leave out or swap with a neighbour between two words (optimal string
/// alignment).
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before, last, row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before = std::exchange(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row.back();
}

std::string digits_of(std::string_view word) {
    std::string digits;
    std::copy_if(word.begin(), word.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

/// Returns how many letters of a word may slip. Half of "po" is not a slip of it; but beside other words, "CLL" of
/// "naltrexone.CLL" is one of "CL".
std::size_t most_slips(std::size_t letters, bool beside_others) {
    if (letters < 3) return beside_others && letters > 1 ? 1 : 0;
    return letters < 7 ? 1 : 2;
}

/// Counts the slips in one word of a name. Numbers do not slip: V2 is not meant by V3. Two letters do only
/// after the first, because names of other things often differ there (alfentanil, carfentanil).
std::optional<std::size_t> slips_in_word(std::string_view word, std::string_view meant,
                                         bool beside_others) {
    const std::size_t most = most_slips(std::min(word.size(), meant.size()), beside_others);
    const std::size_t longer = std::max(word.size(), meant.size());
    if (longer - std::min(word.size(), meant.size()) > most) return std::nullopt;
    const std::size_t count = edits(word, meant);
    if (count == 0) return count;
    if (count > most || digits_of(word) != digits_of(meant)) return std::nullopt;
    if (count > 1 && word.front() != meant.front()) return std::nullopt;
    return count;
}

using Names = std::vector<std::string>;
constexpr std::size_t most_meant = 3;  ///< A name with more candidates is no slip of any of them.
constexpr std::size_t most_in_full = 14;  ///< More names are shown by their groups.
constexpr std::size_t most_shown = 40;
constexpr std::size_t most_letters = 200;  ///< A longer text is no slip of a name.

std::string joined(const Names& names, const std::string& between, const char* quote) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : between) + quote + name + quote;
    return text;
}

/// Returns the known names that are the fewest slips away, in the same case if there is one; none if
/// something else is nearer.
Names nearest(std::string_view name, std::span<const std::string> known,
              std::span<const std::string> others) {
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    Names found;
    for (const auto& candidate : known) {
        const auto count = slips(name, candidate);
        if (!count || *count > fewest) continue;
        if (*count < fewest) found.clear();
        fewest = *count;
        found.push_back(candidate);
    }
    for (const auto& other : others)
        if (const auto count = slips(name, other); count && *count < fewest) return {};
    return found;
}

/// Returns the known names of which this one leaves out the beginning, as "CL" does of "naltrexone.CL".
Names ending_in(std::string_view name, std::span<const std::string> known) {
    const std::string end = "." + lower(name);
    Names found;
    for (const auto& candidate : known)
        if (lower(candidate).ends_with(end)) found.push_back(candidate);
    return found;
}

/// Returns the words that a name begins with, dot included, if known names begin so too: "naltrexone." of
/// "naltrexone.x".
std::string known_beginning(std::string_view name, std::span<const std::string> known) {
    std::string beginning = lower(name) + ".";
    for (; !beginning.empty();
         beginning.erase(beginning.size() < 2 ? 0 : beginning.rfind('.', beginning.size() - 2) + 1))
        for (const auto& candidate : known)
            if (lower(candidate).starts_with(beginning))
                return candidate.substr(0, beginning.size());
    return "";
}

/// Returns what there is under a beginning. If that is much, names with more words stand as one:
/// "naltrexone.oral.*".
Names level(const std::string& beginning, std::span<const std::string> known) {
    Names under;
    for (const auto& name : known)
        if (name.starts_with(beginning)) under.push_back(name);
    if (under.size() <= most_in_full) return under;
    Names shown;
    for (const auto& name : under) {
        const auto dot = name.find('.', beginning.size());
        const std::string entry = dot == std::string::npos ? name : name.substr(0, dot) + ".*";
        if (!contains(shown, entry)) shown.push_back(entry);
    }
    return shown;
}

std::string list(Names names) {
    const std::size_t count = names.size();
    names.resize(std::min(count, most_shown));
    const std::string rest =
        count > most_shown ? " and " + std::to_string(count - most_shown) + " more" : "";
    return joined(names, ", ", "") + rest;
}

}  // namespace

std::optional<std::size_t> slips(std::string_view name, std::string_view meant) {
    constexpr std::size_t most = 2;
    const std::string a = lower(name), b = lower(meant);
    const bool several = b.find('.') != std::string::npos;
    std::size_t sum = 0;
    for (std::size_t i = 0, j = 0;;) {
        const std::size_t i_end = std::min(a.find('.', i), a.size());
        const std::size_t j_end = std::min(b.find('.', j), b.size());
        const auto count = slips_in_word(std::string_view(a).substr(i, i_end - i),
                                         std::string_view(b).substr(j, j_end - j), several);
        if (!count || (sum += *count) > most) return std::nullopt;
        if (i_end == a.size() && j_end == b.size()) return sum;
        if (i_end == a.size() || j_end == b.size()) return std::nullopt;
        i = i_end + 1;
        j = j_end + 1;
    }
}

std::string about_unknown(std::string_view name, std::span<const std::string> known,
                          std::span<const std::string> others) {
    if (known.empty()) return "unknown; there are none";
    // To look for slips of a text takes the square of its length.
    if (name.size() > most_letters) return "unknown; known: " + list(level("", known));
    if (!name.empty()) {
        Names meant = nearest(name, known, others);
        if (meant.empty()) meant = ending_in(name, known);
        if (!meant.empty() && meant.size() <= most_meant)
            return "unknown; did you mean " + joined(meant, " or ", "'") + "?";
        if (!meant.empty()) return "unknown; known names that end so: " + list(std::move(meant));
    }
    return "unknown; known: " + list(level(known_beginning(name, known), known));
}

}  // namespace opiodyn::detail
