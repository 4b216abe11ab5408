#pragma once
/// DoseEntries tell where doses enter the states of a model: by the inputs of routes, and into compartments.

#include <functional>
#include <map>
#include <string>

#include "model/shape/model_shape.hpp"

namespace opiodyn::detail {

/// Tells whether the options leave this route to the drug.
bool is_wanted(const ModelOptions& options, const RouteInfo& route);

class DoseEntries {
public:
    using Value = std::function<Recorded(const std::string& parameter)>;

    /// Takes in `depot_of` the depot of each input, by the prefix of its parameters. `unused` gives parameters of
    /// routes that the model leaves out.
    DoseEntries(ModelShape& model, const std::map<std::string, Index>& depot_of, Value value,
                Value unused)
        : m_(model), depot_of_(depot_of), value_(std::move(value)), unused_(std::move(unused)) {}

    void add(const Substance& s);

private:
    void add_route(const Substance& s, const RouteInfo& route);
    void add_input(const Substance& s, const AbsorptionInput& input, const Recorded& nmol,
                   std::vector<RecordedEntry>& list);
    void check_fractions(const RouteInfo& route);
    void add_compartments(const Substance& s, const RouteInfo& body);
    Recorded per_milligram(const Substance& s, const RouteInfo& route, const Value& value);
    Recorded duration_of(const AbsorptionInput& input);

    ModelShape& m_;
    const std::map<std::string, Index>& depot_of_;
    Value value_, unused_;
};

}  // namespace opiodyn::detail
