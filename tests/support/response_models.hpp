#pragma once
/// This header makes random models with response: any parts, any drive, parameters anywhere in their ranges.

#include <algorithm>
#include <string>
#include <vector>

#include "opiodyn/model.hpp"
#include "support/random.hpp"

namespace support {

inline opiodyn::ResponseOptions random_parts(Random& random) {
    opiodyn::ResponseOptions parts{random.coin(), random.coin(), random.coin(), random.coin(),
                                   random.coin()};
    if (!parts.any()) parts.peptides = true;
    parts.phi = random.below(3) == 0 ? 1.0 : random.fraction();
    if (parts.immune) parts.weights = static_cast<opiodyn::EffectWeights>(random.below(2));
    return parts;
}

/// Returns values from the whole range of each parameter, those of internalisation too.
inline std::map<std::string, double> random_parameters(Random& random,
                                                       const opiodyn::ModelOptions& options) {
    std::map<std::string, double> values;
    const opiodyn::Model model(options);
    for (const auto& p : model.parameters().all()) {
        const auto word = p.name.substr(p.name.rfind('.') + 1);
        if (word == "EC50") continue;  // K is drawn, and the two exclude each other.
        if (word == "fraction" || word == "first_pass" || word == "systemic")
            continue;  // They are parts of a sum.
        const double high = word == "fu" || word == "F" ? std::min(1.0, p.high) : p.high;
        if (high > p.low) values[p.name] = random.uniform(p.low, high);
    }
    return values;
}

inline opiodyn::ModelOptions random_response(Random& random, bool vary = true) {
    opiodyn::ModelOptions options;
    options.biophase = static_cast<opiodyn::Biophase>(random.below(3));
    options.binding = static_cast<opiodyn::BindingMode>(random.below(2));
    options.drugs = {"naltrexone"};
    if (random.coin()) options.drugs.emplace_back("morphine");
    if (options.binding == opiodyn::BindingMode::kinetic && random.below(4) == 0)
        options.biophase = opiodyn::Biophase::retention;
    options.response = random_parts(random);
    if (vary) options.parameters = random_parameters(random, options);
    return options;
}

}  // namespace support
