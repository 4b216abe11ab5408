#include "solver/provenance.hpp"

#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/version.hpp"
#include "solver/methods/integrator.hpp"

namespace opiodyn::detail {
namespace {

/// Returns every value that the caller supplied: overrides, affinities, drugs of one's own.
std::string overrides(const Model& model) {
    std::string text;
    const auto& m = model.implementation();
    for (Index row = 0; row < m.shape->rows(); ++row)
        if (m.is_given(row))
            text += (text.empty() ? "" : "; ") + m.shape->parameter(row) + " = " +
                    to_text(m.value(row));
    return text.empty() ? "none" : text;
}

}  // namespace

Provenance provenance_of(const Model& model, const Regimen& regimen, const SolverOptions& options,
                         const std::string& kernel) {
    const auto& chosen = model.options();
    Provenance provenance{
        {"opiodyn_version", version()},
        {"biophase", to_string(chosen.biophase)},
        {"binding", to_string(chosen.binding)},
        {"response", to_text(chosen.response)},
        {"phi", to_text(chosen.response.phi)},
        {"weights", to_string(chosen.response.weights)},
        {"method", to_string(method_for(model, options.method))},
        {"rtol", to_text(options.rtol)},
        {"atol", to_text(options.atol)},
        {"regimen", to_text(regimen)},
        {"overrides", overrides(model)},
    };
    if (!kernel.empty()) provenance.emplace_back("kernel", kernel);
    return provenance;
}

}  // namespace opiodyn::detail
