#pragma once
/// This header tells whether bytes are text.

#include <cstddef>
#include <string_view>

namespace support {

/// Returns the length of the UTF-8 character that begins a text, or 0 if none does.
inline std::size_t utf8_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char head = byte(0);
    if (head < 0x80) return 1;
    const std::size_t length = head < 0xC2   ? 0
                               : head < 0xE0 ? 2
                               : head < 0xF0 ? 3
                               : head < 0xF5 ? 4
                                             : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80) return 0;
    const unsigned char second = byte(1);
    const bool overlong = (head == 0xE0 && second < 0xA0) || (head == 0xF0 && second < 0x90);
    const bool surrogate = head == 0xED && second > 0x9F;
    const bool beyond = head == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

inline bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_character(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace support
