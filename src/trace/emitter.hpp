#pragma once
/// The emitter prints a StepTrace as C++, for any number of lanes.

#include <string>

#include "lanes/generated_shapes.hpp"
#include "trace/step_trace.hpp"
#include "trace/writer.hpp"

namespace opiodyn::detail::trace {

/// Counts say how much a printed form stores and computes.
struct Counts {
    int constants{0}, factors{0};
    int factor_operations{0}, factor_quotients{0};
    int stage_operations{0}, stage_quotients{0};
};

/// A Printed is the code of one form of a shape.
struct Printed {
    std::string text;  ///< functions, one after another
    Counts counts;
};

/// Prints constants(), factors(), stage() and read(), the functions of a GeneratedStep.
Printed print(const StepTrace& trace, const Names& names);

struct PrintedTangent {
    std::string text;  ///< six functions: those of the values, and those of one direction
    GeneratedTangent sizes;
};

/// Prints a trace that has slopes.
PrintedTangent print_tangent(const StepTrace& trace, const Names& names);

}  // namespace opiodyn::detail::trace
