#include "solver/active_states.hpp"

#include <numeric>
#include <utility>
#include <variant>

#include "equations/dependency.hpp"
#include "model/shape/model_implementation.hpp"
#include "solver/dose_entries.hpp"

namespace opiodyn::detail {
namespace {

/// Marks the states into which the records of a regimen put something.
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
    void operator()(const Concentration& given) { mark(model_.concentration_state(given.drug)); }
    void operator()(const Reset& /*record*/) {}
    void operator()(const Change& /*record*/) {}

    std::vector<bool>& marks() { return marks_; }

private:
    void mark(Index state) { marks_[static_cast<std::size_t>(state)] = true; }

    const Model& model_;
    std::vector<bool> marks_;
};

std::vector<Index> marked(const std::vector<bool>& states) {
    std::vector<Index> list;
    for (std::size_t i = 0; i < states.size(); ++i)
        if (states[i]) list.push_back(static_cast<Index>(i));
    return list;
}

/// Marks the states that the marked ones move. Returns false if there are no more.
bool add_moved(const Equations<Presence>& equations, std::vector<bool>& active) {
    const auto n = static_cast<Index>(active.size());
    Numbers<Presence> y(n), rates(n);
    for (Index i = 0; i < n; ++i)
        if (active[static_cast<std::size_t>(i)]) y[i] = Presence::any();
    equations.derivative(y, rates);
    bool more = false;
    for (Index i = 0; i < n; ++i) {
        if (active[static_cast<std::size_t>(i)] || !rates[i].present()) continue;
        more = active[static_cast<std::size_t>(i)] = true;
    }
    return more;
}

}  // namespace

std::vector<Index> active_states(const Model& model, const Regimen& regimen) {
    const auto& m = model.implementation();
    const Index n = model.size();
    Touched touched(model);
    for (const auto& record : regimen.records()) std::visit(touched, record);
    auto& active = touched.marks();
    for (Index i = 0; i < n; ++i)
        if (m.baseline[i] != 0.0) active[static_cast<std::size_t>(i)] = true;
    while (add_moved(m.shape->presence, active)) {
    }
    return marked(active);
}

std::vector<Index> with_dependents(std::vector<bool> states, const JacobianPattern& pattern) {
    const auto holds = [&](Index i) { return states[static_cast<std::size_t>(i)]; };
    const Index n = pattern.rows();
    for (bool grows = true; grows;) {
        grows = false;
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n && !holds(i); ++j)
                if (holds(j) && pattern(i, j)) grows = holds(i) = true;
    }
    return marked(states);
}

std::vector<Index> every_state(const Model& model) {
    std::vector<Index> list(static_cast<std::size_t>(model.size()));
    std::iota(list.begin(), list.end(), Index{0});
    return list;
}

}  // namespace opiodyn::detail
