#pragma once
/// term_values() computes with doubles what the terms of formulas say.

#include <vector>

#include "opiodyn/formulas.hpp"
#include "opiodyn/scalars/number.hpp"

namespace support {

/// Returns the value of each term in a state, with the parameters of a model.
inline std::vector<double> term_values(const opiodyn::Formulas& formulas,
                                       const opiodyn::Model& model, const opiodyn::State& y) {
    using Operation = opiodyn::Term::Operation;
    std::vector<double> values;
    for (const auto& term : formulas.terms) {
        const auto at = [&](opiodyn::Index place) {
            return place == opiodyn::no_term ? 0.0 : values.at(static_cast<std::size_t>(place));
        };
        const auto value = [&]() -> double {
            const auto first = static_cast<std::size_t>(term.first);
            switch (term.operation) {
                case Operation::number:
                    return term.value;
                case Operation::parameter:
                    return model.parameters().value(formulas.parameters.at(first));
                case Operation::state:
                    return y[term.first];
                case Operation::add:
                    return at(term.first) + at(term.second);
                case Operation::subtract:
                    return at(term.first) - at(term.second);
                case Operation::multiply:
                    return at(term.first) * at(term.second);
                case Operation::divide:
                    return at(term.first) / at(term.second);
                case Operation::negate:
                    return -at(term.first);
                case Operation::positive_part:
                    return opiodyn::positive_part(at(term.first));
                case Operation::power:
                    return opiodyn::power(at(term.first), at(term.second));
            }
            return 0.0;
        };
        values.push_back(value());
    }
    return values;
}

}  // namespace support
