#include "model/shape/followers.hpp"

#include <algorithm>
#include <cmath>

namespace opiodyn::detail {
namespace {

double at(const std::vector<double>& numbers, Index row) {
    return numbers[static_cast<std::size_t>(row)];
}

/// Returns what a follower is proportional to.
double law_of(const Follower& follower, const std::vector<double>& numbers) {
    if (follower.law == Follower::Law::potency)
        return at(numbers, follower.inputs[0]) * (at(numbers, follower.inputs[1]) - 1.0);
    double X0 = follower.fixed;
    for (const Index row : follower.inputs) X0 += at(numbers, row);
    return follower.law == Follower::Law::partition ? 1.0 + X0 : 1.0 / (1.0 + X0);
}

bool is_given(const ModelShape& shape, const Follower& follower, const Values& given,
              const Values& individual) {
    const auto& name = shape.parameter(follower.row);
    return given.contains(name) || individual.contains(name);
}

/// Returns the follower of a value that was worked out with the peptides of the library at a receptor. Peptides
/// that compete there count even if the receptor is not in the model, because leaving out a receptor must not change
/// what reaches the brain.
Follower calibrated(const ModelShape& shape, const Parameter& p) {
    const bool partition = p.name.ends_with(".Kp");
    Follower follower{shape.row(p.name),
                      partition ? Follower::Law::partition : Follower::Law::affinity,
                      {},
                      0.0,
                      1.0 + library_competition(p.calibrated_at)};
    if (!partition) follower.reference = 1.0 / follower.reference;
    for (const auto& s : shape.substances) {
        if (s.kind != LigandKind::peptide) continue;
        const std::string name = s.name + "." + p.calibrated_at + ".e0";
        if (const Index row = shape.row(name); row != none) follower.inputs.push_back(row);
        else if (const auto* known = library::parameters().find(name))
            follower.fixed += known->value;
    }
    return follower;
}

}  // namespace

double library_competition(const std::string& receptor) {
    double sum = 0.0;
    for (const auto& name : library::substances())
        if (const auto* e0 = library::parameters().find(name + "." + receptor + ".e0"))
            sum += e0->value;
    return sum;
}

std::vector<Follower> followers_of(const ModelShape& shape) {
    std::vector<Follower> list;
    for (const auto& p : shape.library.all()) {
        if (!p.calibrated_at.empty()) list.push_back(calibrated(shape, p));
        if (!p.name.ends_with(".EC50")) continue;
        const std::string prefix = p.name.substr(0, p.name.size() - std::string("EC50").size());
        if (shape.row(prefix + "K") == none || shape.row(prefix + "tau") == none) continue;
        Follower follower{shape.row(prefix + "K"),
                          Follower::Law::potency,
                          {shape.row(p.name), shape.row(prefix + "tau")},
                          0.0,
                          0.0};
        follower.reference = law_of(follower, shape.defaults);
        list.push_back(std::move(follower));
    }
    return list;
}

void follow(const ModelShape& shape, const Values& given, const Values& individual,
            std::vector<double>& numbers) {
    for (const auto& follower : shape.followers)
        if (!is_given(shape, follower, given, individual))
            numbers[static_cast<std::size_t>(follower.row)] =
                at(shape.defaults, follower.row) * (law_of(follower, numbers) / follower.reference);
}

std::optional<InputError> fault_of_followers(const ModelShape& shape, const Values& given,
                                             const Values& individual,
                                             const std::vector<double>& numbers) {
    for (const auto& follower : shape.followers) {
        const auto& name = shape.parameter(follower.row);
        const bool own = is_given(shape, follower, given, individual);
        if (follower.law == Follower::Law::potency) {
            const auto& EC50 = shape.parameter(follower.inputs[0]);
            const auto& tau = shape.parameter(follower.inputs[1]);
            if (own && given.contains(EC50))
                return InputError(EC50, to_text(given.at(EC50)),
                                  "says the same as " + name + "; give one of the two");
            if (!own && !(at(numbers, follower.inputs[1]) > 1.0))
                return InputError(tau, to_text(at(numbers, follower.inputs[1])),
                                  "must be above 1, because " + name + " is " + EC50 +
                                      " (tau - 1); give " + name + " a value of its own as well");
        }
        const double value = at(numbers, follower.row);
        if (own || (std::isfinite(value) && value > 0.0)) continue;
        const auto cause =
            std::find_if(follower.inputs.begin(), follower.inputs.end(), [&](const Index row) {
                return given.contains(shape.parameter(row)) ||
                       individual.contains(shape.parameter(row));
            });
        const Index field = cause == follower.inputs.end() ? follower.row : *cause;
        return InputError(shape.parameter(field), to_text(at(numbers, field)),
                          "makes " + name + ", which follows it, " + to_text(value) +
                              "; it must be finite and above 0");
    }
    return {};
}

ParameterTable as_followed(ParameterTable table, const ModelShape& shape,
                           const std::vector<double>& numbers) {
    for (const auto& follower : shape.followers) {
        Parameter p = table.at(shape.parameter(follower.row));
        const double value = at(numbers, follower.row);
        if (p.value == value) continue;
        const double ratio = value / p.value;
        std::string names;
        for (const Index row : follower.inputs)
            names += (names.empty() ? "" : ", ") + shape.parameter(row);
        p.note = "follows " + (names.empty() ? "the peptides of the model" : names) +
                 "; the library has " + to_text(p.value);
        p.status = "derived";
        p.value = value;
        p.low *= ratio;
        p.high *= ratio;
        table.put(std::move(p));
    }
    return table;
}

}  // namespace opiodyn::detail
