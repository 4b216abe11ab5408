#pragma once
/// This header finds words in lists, and splits texts into words.

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace opiodyn::detail {

bool contains(const auto& list, const auto& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// Returns the words of a text, which blanks separate.
inline std::vector<std::string> split(const std::string& text) {
    constexpr const char* blanks = " \t\n\v\f\r";
    std::vector<std::string> words;
    for (std::size_t end = 0, begin = text.find_first_not_of(blanks); begin != std::string::npos;
         begin = text.find_first_not_of(blanks, end)) {
        end = std::min(text.find_first_of(blanks, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
    }
    return words;
}

/// Returns a text with blanks for line breaks, and for blanks of Unicode, which pages put between a number and its
/// unit.
inline std::string on_one_line(std::string_view text) {
    constexpr std::string_view blanks[] = {"\n",       "\r",           "\t",
                                           "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    std::string line;
    while (!text.empty()) {
        const auto blank = std::find_if(std::begin(blanks), std::end(blanks),
                                        [&](std::string_view b) { return text.starts_with(b); });
        const bool found = blank != std::end(blanks);
        line += found ? ' ' : text.front();
        text.remove_prefix(found ? blank->size() : 1);
    }
    return line;
}

/// Returns a text with its letters A to Z in lower case.
inline std::string lower(std::string_view text) {
    std::string folded(text);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

/// Returns a unit with u for micro, where it begins with the micro sign or the Greek letter that looks like it.
inline std::string with_plain_micro(std::string_view unit) {
    for (const std::string_view micro : {"\xC2\xB5", "\xCE\xBC"})
        if (unit.starts_with(micro)) return "u" + std::string(unit.substr(micro.size()));
    return std::string(unit);
}

}  // namespace opiodyn::detail
