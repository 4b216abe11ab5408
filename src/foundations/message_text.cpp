#include "foundations/message_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "foundations/words.hpp"

namespace opiodyn::detail {
namespace {

// A message has 2,000 characters at most: a value, a rule, and the text around a word with a line below it.
constexpr std::size_t longest_value = 160;
constexpr std::size_t longest_context = 200;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Letter is the first character of a text: its number and its length in bytes. No bytes: it is no UTF-8.
struct Letter {
    std::uint32_t code;
    std::size_t bytes;
};

/// Tells whether a character needs so many bytes, and whether it is one at all.
bool is_character(std::uint32_t code, std::size_t bytes) {
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code >= least[bytes] && code <= 0x10FFFF && !surrogate;
}

Letter first_letter(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {lead, 0};
    std::uint32_t code = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!continues(text[i])) return {lead, 0};
        code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    return is_character(code, bytes) ? Letter{code, bytes} : Letter{lead, 0};
}

/// Tells whether a character moves the cursor, is not seen, or turns around what stands beside it.
bool is_control(std::uint32_t code) {
    using Range = std::pair<std::uint32_t, std::uint32_t>;
    constexpr std::array<Range, 7> ranges{
        Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0x200B, 0x200F}, Range{0x2028, 0x202E},
        Range{0x2060, 0x2069}, Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB}};
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
        return code >= range.first && code <= range.second;
    });
}

std::string escaped(std::uint32_t code) {
    if (code == '\n') return "\\n";
    if (code == '\t') return "\\t";
    if (code == '\r') return "\\r";
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = code > 0xFF ? "\\u" : "\\x";
    for (int shift = code > 0xFF ? 12 : 4; shift >= 0; shift -= 4)
        text += digits[code >> shift & 0xFU];
    return text;
}

/// Returns the first so many characters.
std::string_view head(std::string_view text, std::size_t most) {
    std::size_t end = 0;
    for (std::size_t found = 0; end < text.size(); ++end)
        if (!continues(text[end]) && found++ == most) break;
    return text.substr(0, end);
}

/// Returns the last so many characters.
std::string_view tail(std::string_view text, std::size_t most) {
    std::size_t begin = text.size();
    for (std::size_t found = 0; begin > 0 && found < most; --begin)
        if (!continues(text[begin - 1])) ++found;
    return text.substr(begin);
}

std::string beginning(std::string_view text, std::size_t most) {
    // A character is written out as six at most.
    const std::string whole = without_controls(head(text, most + 1));
    if (characters(whole) <= most) return whole;
    return std::string(head(whole, most - 3)) + "...";
}

std::string ending(std::string_view text, std::size_t most) {
    const std::string whole = without_controls(tail(text, most + 1));
    if (characters(whole) <= most) return whole;
    return "..." + std::string(tail(whole, most - 3));
}

}  // namespace

std::size_t characters(std::string_view text) {
    return text.size() -
           static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::string without_controls(std::string_view text) {
    std::string found;
    while (!text.empty()) {
        const auto [code, bytes] = first_letter(text);
        if (bytes == 0 || is_control(code)) found += escaped(code);
        else found += text.substr(0, bytes);
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return found;
}

bool is_word(std::string_view text, std::string_view separators) {
    return !text.empty() && on_one_line(text).find(' ') == std::string::npos &&
           text.find_first_of(separators) == std::string_view::npos &&
           without_controls(text) == text;
}

std::string shown(std::string_view text) { return beginning(text, longest_value); }

MarkedWord marked_word(std::string_view text, std::size_t byte, std::size_t bytes) {
    return {ending(text.substr(0, byte), longest_context), shown(text.substr(byte, bytes)),
            beginning(text.substr(byte + bytes), longest_context)};
}

}  // namespace opiodyn::detail
