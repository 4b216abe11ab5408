#pragma once
/// A plain variable is what Python says of a variable of derivatives and evaluators.

#include <string>
#include <tuple>
#include <vector>

#include "opiodyn/sensitivity.hpp"

namespace opiodyn::python {

/// A plain variable is a parameter's full name, or "" and "amount" or "time", and the number of a record.
using PlainVariable = std::tuple<std::string, std::string, std::size_t>;

inline std::vector<Variable> variables_of(const std::vector<PlainVariable>& plain) {
    std::vector<Variable> variables;
    for (const auto& [parameter, what, record] : plain) {
        if (!parameter.empty()) variables.push_back({Variable::Kind::parameter, parameter, 0});
        else if (what == "time") variables.push_back({Variable::Kind::time, {}, record});
        else variables.push_back({Variable::Kind::amt, {}, record});
    }
    return variables;
}

}  // namespace opiodyn::python
