#include "bind.hpp"
#include "opiodyn/equations/binding.hpp"

namespace opiodyn::python {

void bind_binding(py::module_& m) {
    m.def(
        "free_with_depletion",
        [](const std::vector<std::pair<double, double>>& ligands, double receptors) {
            std::vector<binding::Limited<double>> limited;
            for (const auto& [total, K] : ligands) limited.push_back({total, K});
            return binding::free_with_depletion(limited, receptors);
        },
        "ligands"_a, "receptors"_a,
        "Returns the free receptors where binding depletes the ligands [nM], equation (7d).");
}

}  // namespace opiodyn::python
