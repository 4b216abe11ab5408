#pragma once
/// This header finds words in lists, and splits texts into words.

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace opiodyn::detail {

bool contains(const auto& list, const auto& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// Returns the words of a text, which blanks separate.
inline std::vector<std::string> split(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

}  // namespace opiodyn::detail
