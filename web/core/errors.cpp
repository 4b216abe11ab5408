#include "errors.hpp"

#include <new>
#include <string>

#include "opiodyn/error.hpp"
#include "opiodyn/solver.hpp"

namespace opiodyn::web {
namespace {

std::string kind_of(const std::exception& error) {
    if (dynamic_cast<const ParseError*>(&error)) return "ParseError";
    if (dynamic_cast<const UnknownNameError*>(&error)) return "UnknownNameError";
    if (dynamic_cast<const NotKnownError*>(&error)) return "NotKnownError";
    if (dynamic_cast<const InputError*>(&error)) return "InputError";
    if (dynamic_cast<const NotConvergedError*>(&error)) return "NotConvergedError";
    if (dynamic_cast<const SolverError*>(&error)) return "SolverError";
    if (dynamic_cast<const std::bad_alloc*>(&error)) return "MemoryError";
    return "Error";
}

}  // namespace

emscripten::val described(const std::exception& error) {
    auto found = emscripten::val::object();
    found.set("kind", kind_of(error));
    found.set("message", std::string(error.what()));
    if (const auto* input = dynamic_cast<const InputError*>(&error)) {
        found.set("field", input->field());
        found.set("value", input->value());
        found.set("rule", input->rule());
    }
    if (const auto* parsing = dynamic_cast<const ParseError*>(&error)) {
        found.set("text", parsing->text());
        found.set("position", static_cast<double>(parsing->position()));
        found.set("length", static_cast<double>(parsing->length()));
    }
    return found;
}

}  // namespace opiodyn::web
