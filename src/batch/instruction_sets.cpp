#include "opiodyn/instruction_sets.hpp"

#include "lanes/lane_kernels.hpp"

namespace opiodyn {

std::vector<InstructionSet> instruction_sets() {
    std::vector<InstructionSet> found;
    for (const auto& kernel : detail::lane_kernels())
        found.push_back({std::string(kernel.instruction_set), kernel.width});
    return found;
}

}  // namespace opiodyn
