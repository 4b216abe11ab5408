#include "detail/coloured_jacobian.hpp"

#include <algorithm>

namespace opiodyn::detail {
namespace {

/// True if two columns have a row in common.
bool collide(const Pattern& pattern, Index a, Index b) {
    return (pattern.col(a).array() && pattern.col(b).array()).any();
}

}  // namespace

ColouredJacobian::ColouredJacobian(const Pattern& pattern)
    : colour_(static_cast<std::size_t>(pattern.cols()), -1) {
    std::vector<std::vector<Index>> members;  // columns of each colour
    for (Index j = 0; j < pattern.cols(); ++j) {
        if (!pattern.col(j).any()) continue;
        for (Index i = 0; i < pattern.rows(); ++i)
            if (pattern(i, j)) elements_.push_back({i, j});
        auto free = std::find_if(members.begin(), members.end(), [&](const auto& columns) {
            return std::none_of(columns.begin(), columns.end(),
                                [&](Index other) { return collide(pattern, j, other); });
        });
        if (free == members.end()) free = members.emplace(members.end());
        colour_[static_cast<std::size_t>(j)] = free - members.begin();
        free->push_back(j);
    }
    colours_ = static_cast<Index>(members.size());
}

}  // namespace opiodyn::detail
