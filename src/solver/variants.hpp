#pragma once
/// Variants are the model as the changes of a regimen leave it.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace opiodyn::detail {

/// Variants add up changes: after the second, a parameter that only the first one sets still holds. The model
/// in use is kept and no other, so that a long study costs no memory. Going through the changes in order costs one
/// model each.
class Variants {
public:
    Variants(const Model& model, const Regimen& regimen);

    /// Returns the model after the first `count` changes, in order of time.
    const Model& after(std::size_t count);

private:
    void require_same_columns() const;
    void require_same_structure() const;

    Model base_, current_;
    std::vector<const Change*> changes_;
    std::map<std::string, double> parameters_;
    std::size_t count_{0};
};

}  // namespace opiodyn::detail
