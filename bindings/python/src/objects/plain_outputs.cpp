#include "objects/plain_outputs.hpp"

#include <algorithm>

namespace opiodyn::python {

std::vector<Output> outputs_of(const Eigen::Ref<const Eigen::VectorXd>& times,
                               const Eigen::Ref<const Seen>& seen) {
    std::vector<Output> outputs(times.begin(), times.end());
    for (Index i = 0; i < std::min(times.size(), seen.size()); ++i)
        if (seen[i] >= 0)
            outputs[static_cast<std::size_t>(i)].seen = static_cast<std::size_t>(seen[i]);
    return outputs;
}

}  // namespace opiodyn::python
