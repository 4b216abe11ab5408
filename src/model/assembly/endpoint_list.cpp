#include "model/assembly/endpoint_list.hpp"

#include <algorithm>

#include "foundations/words.hpp"
#include "library/parameter_kinds.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/limits.hpp"

namespace opiodyn::detail {
namespace {

const Endpoint& from_library(const std::string& name) {
    std::vector<std::string> known;
    for (const auto& endpoint : library::endpoints()) {
        if (endpoint.name == name) return endpoint;
        known.push_back(endpoint.name);
    }
    throw UnknownNameError("endpoint", name, known, "for one of your own give an Endpoint");
}

void check(const Endpoint& endpoint, const ModelOptions& options) {
    check_name("endpoint", endpoint.name);
    if (!contains(options.receptors, endpoint.receptor))
        throw InputError("endpoint.receptor", to_string(endpoint.receptor),
                         "is not a receptor of the model, and " + endpoint.name + " needs it");
    require_positive(slope_of(endpoint), endpoint.n);
}

std::vector<Endpoint> usual(const std::vector<Receptor>& receptors) {
    std::vector<Endpoint> list;
    for (const auto& endpoint : library::endpoints())
        if (contains(receptors, endpoint.receptor)) list.push_back(endpoint);
    return list;
}

}  // namespace

std::vector<Endpoint> endpoints_of(const ModelOptions& options) {
    if (options.endpoints.empty()) return usual(options.receptors);
    if (static_cast<std::int64_t>(options.endpoints.size()) > limits::states)
        throw InputError("endpoints", std::to_string(options.endpoints.size()) + " endpoints",
                         "must be at most " + std::to_string(limits::states));
    std::vector<Endpoint> list;
    for (const auto& choice : options.endpoints) {
        const auto* name = std::get_if<std::string>(&choice);
        Endpoint endpoint = name != nullptr ? from_library(*name) : std::get<Endpoint>(choice);
        check(endpoint, options);
        for (const auto& other : list)
            if (other.name == endpoint.name)
                throw InputError("endpoint", endpoint.name, "is given twice");
        list.push_back(std::move(endpoint));
    }
    return list;
}

std::string slope_of(const Endpoint& endpoint) { return "effect." + endpoint.name + ".n"; }

bool is_of_library(const Endpoint& endpoint) {
    const auto& all = library::endpoints();
    return std::any_of(all.begin(), all.end(), [&](const Endpoint& one) {
        return one.name == endpoint.name && one.receptor == endpoint.receptor &&
               one.n == endpoint.n;
    });
}

}  // namespace opiodyn::detail
