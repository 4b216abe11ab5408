#include "solver/active_states.hpp"

#include <numeric>
#include <variant>

#include "model/shape/model_implementation.hpp"
#include "solver/dose_entries.hpp"

namespace opiodyn::detail {
namespace {

using Marks = std::vector<bool>;

/// Where the records of a regimen put something in.
class Touched {
public:
    explicit Touched(const Model& model)
        : model_(model), marks_(static_cast<std::size_t>(model.size()), false) {}

    void operator()(const Dose& dose) {
        for (const auto& entry : entries_of(model_, dose)) mark(entry.state);
    }
    void operator()(const Stimulus& stimulus) {
        for (const auto& release : model_.releases(stimulus.name)) mark(release.state);
    }
    void operator()(const Reset& /*record*/) {}
    void operator()(const Change& /*record*/) {}

    Marks& marks() { return marks_; }

private:
    void mark(Index state) { marks_[static_cast<std::size_t>(state)] = true; }

    const Model& model_;
    Marks marks_;
};

}  // namespace

std::vector<Index> active_states(const Model& model, const Regimen& regimen) {
    const auto& m = model.implementation();
    const Index n = model.size();
    Touched touched(model);
    for (const auto& record : regimen.records()) std::visit(touched, record);
    Marks& active = touched.marks();
    for (Index i = 0; i < n; ++i)
        if (m.baseline[i] != 0.0) active[static_cast<std::size_t>(i)] = true;
    // What depends on a state that moves, moves.
    for (bool grows = true; grows;) {
        grows = false;
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n && !active[static_cast<std::size_t>(i)]; ++j)
                if (active[static_cast<std::size_t>(j)] && m.shape->pattern(i, j))
                    grows = active[static_cast<std::size_t>(i)] = true;
    }
    std::vector<Index> list;
    for (Index i = 0; i < n; ++i)
        if (active[static_cast<std::size_t>(i)]) list.push_back(i);
    return list;
}

std::vector<Index> every_state(const Model& model) {
    std::vector<Index> list(static_cast<std::size_t>(model.size()));
    std::iota(list.begin(), list.end(), Index{0});
    return list;
}

}  // namespace opiodyn::detail
