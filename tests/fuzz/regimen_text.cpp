/// Any text is read as a regimen or refused. What is read stays the same when it is written and read again, and a
/// refusal points into the text.

#include <cstdint>
#include <string>
#include <string_view>

#include "finding.hpp"
#include "opiodyn/concentration_unit.hpp"
#include "opiodyn/dosing.hpp"
#include "opiodyn/drug_names.hpp"
#include "support/regimens/records.hpp"

namespace {

namespace od = opiodyn;
using fuzz::require;

/// Requires that the marked word lies within the text.
void require_pointed(const od::ParseError& error) {
    fuzz::require_complete(error);
    const auto marked = error.position() + error.length();
    require(marked <= error.text().size(), "the marked word lies in the text");
    require(error.one_line().find('\n') == std::string::npos, "one line is one line");
    fuzz::require_readable(error.one_line(), "one line is readable");
}

void require_round_trip(const od::Regimen& regimen) {
    const std::string written = od::to_text(regimen);
    const od::Regimen again = od::parse_regimen(written);
    require(support::same(regimen, again), "a regimen that is written reads as the same");
    require(od::to_text(again) == written, "a regimen is written as it was");
    require(again.count() == regimen.count(), "a regimen that is read again has as many doses");
}

void read_regimen(std::string_view text) {
    od::Regimen regimen;
    try {
        regimen = od::parse_regimen(text);
    } catch (const od::ParseError& error) {
        return require_pointed(error);
    } catch (const od::InputError& error) {
        return fuzz::require_complete(error);
    }
    require(!regimen.empty(), "a text that is read has a record");
    require_round_trip(regimen);
}

/// Reads single words by the other readers of the room. A name that is read is written as one that reads the same.
void read_word(std::string_view word) {
    fuzz::accepted([&] {
        const auto route = od::parse_route(word);
        require(od::parse_route(od::abbreviation(route)) == route,
                "a route reads as it is written");
        require(od::parse_route(od::to_string(route)) == route, "a route reads as it is written");
    });
    fuzz::accepted([&] {
        const auto unit = od::parse_concentration_unit(word);
        require(od::parse_concentration_unit(od::to_string(unit)) == unit,
                "a unit reads as it is written");
    });
    fuzz::accepted([&] {
        const auto drug = od::library::drug_name(word);
        require(od::library::drug_name(drug) == drug, "the name of a drug is its own name");
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    constexpr std::size_t longest_word = 20;
    if (size <= longest_word && text.find(' ') == text.npos) read_word(text);
    read_regimen(text);
    return 0;
}
