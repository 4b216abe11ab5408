#pragma once
/// This header moves lists and numbers between C++ and scripts.

#include <emscripten/val.h>

#include <cstddef>
#include <string>
#include <vector>

namespace opiodyn::web {

/// Returns a Float64Array with a copy of these numbers.
inline emscripten::val numbers(const double* first, std::size_t count) {
    return emscripten::val::global("Float64Array")
        .new_(emscripten::val(emscripten::typed_memory_view(count, first)));
}

/// Returns a Float64Array with a copy of these numbers.
inline emscripten::val numbers(const std::vector<double>& values) {
    return numbers(values.data(), values.size());
}

/// Returns an array with what a function makes of each item.
template <class Items, class Function>
emscripten::val listed(const Items& items, const Function& function) {
    auto found = emscripten::val::array();
    for (const auto& item : items) found.call<void>("push", function(item));
    return found;
}

/// Returns an array of texts.
inline emscripten::val listed(const std::vector<std::string>& texts) {
    return listed(texts, [](const std::string& text) { return emscripten::val(text); });
}

}  // namespace opiodyn::web
