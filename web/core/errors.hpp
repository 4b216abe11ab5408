#pragma once
/// This header turns what the library throws into plain objects, because C++ exceptions do not cross into scripts.

#include <emscripten/val.h>

#include <exception>
#include <utility>

namespace opiodyn::web {

/// Returns an exception as {kind, message, field, value, rule}. A text that does not parse has also {text, position,
/// length}.
emscripten::val described(const std::exception& error);

/// Returns {value: what the action returns}, or {error: what it threw}.
template <class Action>
emscripten::val answered(const Action& action) {
    auto answer = emscripten::val::object();
    try {
        answer.set("value", action());
    } catch (const std::exception& error) {
        answer.set("error", described(error));
    }
    return answer;
}

}  // namespace opiodyn::web
