#pragma once
/// This header tells which instruction sets this machine can run, and how many subjects share a register of each.

#include <string>
#include <vector>

#include "opiodyn/version.hpp"

namespace opiodyn {

/// An instruction set computes the step of several subjects at once. No number depends on it. Plain
/// data: threads may share it while none writes.
struct InstructionSet {
    std::string name;  ///< The name is baseline, avx2 or avx512.
    int lanes{1};      ///< This number of subjects goes through one step together [-].
};

/// Returns the instruction sets that this machine can run, the plainest first. Batches use the last one. Threads may
/// call it at once.
std::vector<InstructionSet> instruction_sets();

}  // namespace opiodyn
