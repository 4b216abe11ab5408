#include "opiodyn/adherence.hpp"

#include <algorithm>

#include "opiodyn/error.hpp"
#include "opiodyn/random.hpp"

namespace opiodyn {
namespace {

/// Returns dose k of a record as a dose of its own.
Dose single(const Dose& dose, std::int64_t k) {
    Dose one = dose;
    one.time.value = dose.time_of(k);
    one.addl = 0;
    if (k > 0) one.ss = SteadyStateDose::none;
    return one;
}

class History {
public:
    History(const Regimen& ordered, const Adherence& adherence, std::uint64_t seed,
            std::uint64_t subject)
        : records_(ordered.records()), adherence_(adherence), seed_(seed), subject_(subject) {
        for (const auto& record : records_)
            if (std::holds_alternative<Reset>(record)) resets_.push_back(time_of(record));
        std::sort(resets_.begin(), resets_.end());
    }

    Regimen run() {
        for (std::size_t i = 0; i < records_.size(); ++i) {
            const auto* dose = std::get_if<Dose>(&records_[i]);
            if (dose != nullptr) add(*dose, i);
            else taken_.push_back(records_[i]);
        }
        return Regimen(std::move(taken_));
    }

private:
    void add(const Dose& dose, std::uint64_t i) {
        if (dose.ss == SteadyStateDose::none && dose.time < adherence_.shift)
            throw InputError("shift", to_text(adherence_.shift.value),
                             "could move the dose at " + to_text(dose.time.value) +
                                 " h before the start of the run");
        for (std::int64_t k = 0; k <= dose.addl; ++k) {
            Dose one = single(dose, k);
            if (one.ss == SteadyStateDose::none) {
                const auto draw = 2 * static_cast<std::uint64_t>(k);
                if (random::uniform(seed_, subject_, draw, i) < adherence_.missed) continue;
                const double spread = 2.0 * random::uniform(seed_, subject_, draw + 1, i) - 1.0;
                one.time.value = moved(one.time.value, spread * adherence_.shift.value);
            }
            taken_.emplace_back(one);
        }
    }

    /// Returns a time moved by so many hours. A dose stays on its side of a reset: it moves the other way instead,
    /// or not at all if there is a reset there too.
    double moved(double time, double hours) const {
        if (!crosses_reset(time, time + hours)) return time + hours;
        return crosses_reset(time, time - hours) ? time : time - hours;
    }

    bool crosses_reset(double a, double b) const {
        const auto reset = std::lower_bound(resets_.begin(), resets_.end(), std::min(a, b));
        if (reset == resets_.end() || *reset > std::max(a, b)) return false;
        // A dose at the very time of its reset may move away from it, but not before it.
        return !same_instant(*reset, a) || b < a;
    }

    const std::vector<Record>& records_;
    const Adherence& adherence_;
    std::uint64_t seed_, subject_;
    std::vector<double> resets_;
    std::vector<Record> taken_;
};

}  // namespace

Regimen taken(const Regimen& ordered, const Adherence& adherence, std::uint64_t seed,
              std::uint64_t subject) {
    require_fraction("missed", adherence.missed);
    require_non_negative("shift", adherence.shift.value);
    return History(ordered, adherence, seed, subject).run();
}

}  // namespace opiodyn
