#pragma once
/// Room 7, private. Where doses enter the states of a model: the inputs of routes, and compartments.

#include <functional>
#include <map>
#include <string>

#include "detail/model_implementation.hpp"

namespace opiodyn::detail {

/// True if the options leave this route to the drug.
bool is_wanted(const ModelOptions& options, const RouteInfo& route);

class DoseEntries {
public:
    using Value = std::function<double(const std::string& parameter)>;

    /// `depot_of`: the depot of each input, by the prefix of its parameters.
    DoseEntries(Model::Implementation& model, const std::map<std::string, Index>& depot_of,
                Value value)
        : m_(model), depot_of_(depot_of), value_(std::move(value)) {}

    void add(const Substance& s);

private:
    void add_route(const Substance& s, const RouteInfo& route);
    void add_input(const Substance& s, const AbsorptionInput& input, double nmol,
                   std::vector<Entry>& list);
    void check_fractions(const RouteInfo& route);
    void add_compartments(const Substance& s, const RouteInfo& body);
    double per_milligram(const Substance& s, const RouteInfo& route);
    double duration_of(const AbsorptionInput& input);

    Model::Implementation& m_;
    const std::map<std::string, Index>& depot_of_;
    Value value_;
};

}  // namespace opiodyn::detail
