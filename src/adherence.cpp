#include "opiodyn/adherence.hpp"

#include "opiodyn/error.hpp"
#include "opiodyn/random.hpp"

namespace opiodyn {
namespace {

/// Draws of one dose: is it missed, and by how much is it moved.
struct Draws {
    std::uint64_t seed, subject, first;

    double missed() const { return random::uniform(seed, subject, first); }
    double moved() const { return 2.0 * random::uniform(seed, subject, first + 1) - 1.0; }
};

Dose single(const Dose& dose, std::int64_t k) {
    Dose one = dose;
    one.time.value = dose.time_of(k);
    one.additional = 0;
    if (k == 0 && dose.steady_state != SteadyState::none) return one;
    one.interval = {};
    one.steady_state = SteadyState::none;
    return one;
}

}  // namespace

Regimen taken(const Regimen& ordered, const Adherence& adherence, std::uint64_t seed,
              std::uint64_t subject) {
    require_fraction("missed", adherence.missed);
    require_non_negative("shift", adherence.shift.value);
    std::vector<Record> history;
    std::uint64_t draw = 0;
    for (const auto& record : ordered.records()) {
        const auto* dose = std::get_if<Dose>(&record);
        if (dose == nullptr) {
            history.push_back(record);
            continue;
        }
        if (dose->steady_state == SteadyState::none && dose->time < adherence.shift)
            throw InvalidInput("shift", to_text(adherence.shift.value),
                               "could move the dose at " + to_text(dose->time.value) +
                                   " h before the start of the run");
        for (std::int64_t k = 0; k <= dose->additional; ++k, draw += 2) {
            Dose one = single(*dose, k);
            if (one.steady_state == SteadyState::none) {
                const Draws draws{seed, subject, draw};
                if (draws.missed() < adherence.missed) continue;
                one.time.value += draws.moved() * adherence.shift.value;
            }
            history.emplace_back(one);
        }
    }
    return Regimen(std::move(history));
}

}  // namespace opiodyn
