#include "bind.hpp"
#include "opiodyn/equations/depletion.hpp"

namespace opiodyn::python {

void bind_binding(py::module_& m) {
    m.def(
        "bound_with_depletion",
        [](const std::vector<std::pair<double, double>>& ligands, double receptors) {
            std::vector<binding::Limited> limited;
            for (const auto& [total, K] : ligands) limited.push_back({total, K});
            return binding::with_depletion(limited, receptors).bound;
        },
        "ligands"_a, "receptors"_a,
        "Returns what is bound of each ligand where binding depletes them [nM], equation (7d).");
}

}  // namespace opiodyn::python
