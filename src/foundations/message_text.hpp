#pragma once
/// This header makes a caller's text fit for a message: it moves no cursor of a terminal, and it is short.

#include <cstddef>
#include <string>
#include <string_view>

namespace opiodyn::detail {

/// Counts the characters of UTF-8 text, which are the bytes that do not continue one.
std::size_t characters(std::string_view text);

/// Returns text in UTF-8 in which control characters are written out, such as \n or \x1b. So are characters that
/// turn or hide others, and bytes that are no UTF-8.
std::string without_controls(std::string_view text);

/// Tells whether text is a name that can be seen, without a blank or one of these other separators.
bool is_word(std::string_view text, std::string_view separators);

/// Returns text without control characters; of long text it is the beginning, with dots behind.
std::string shown(std::string_view text);

/// A marked word is shown with some of the text around it.
struct MarkedWord {
    std::string before, word, after;
};

/// Returns a word of a text, given by its offset and length in bytes. Dots stand for what is left out.
MarkedWord marked_word(std::string_view text, std::size_t byte, std::size_t bytes);

}  // namespace opiodyn::detail
