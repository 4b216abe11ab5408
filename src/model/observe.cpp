/// What a run reports, read off a state.

#include "equations/readout.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn {

void Model::observe(const StateView& y, Eigen::VectorXd& row) const {
    if (y.size() != size())
        throw InvalidInput("y", std::to_string(y.size()) + " values",
                           "must have one value per state: " + std::to_string(size()));
    row.resize(static_cast<Index>(self_->shape->columns.size()));
    const detail::Reader<double, StateView> read(self_->equations,
                                                 self_->pain ? &*self_->pain : nullptr, y);
    for (std::size_t i = 0; i < self_->shape->observations.size(); ++i)
        row[static_cast<Index>(i)] = read(self_->shape->observations[i]);
}

}  // namespace opiodyn
