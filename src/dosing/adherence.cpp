#include "opiodyn/adherence.hpp"

#include "dosing/record_order.hpp"
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
        : records_(ordered.records()),
          adherence_(adherence),
          seed_(seed),
          subject_(subject),
          places_(records_.size()) {
        for (const auto& place : detail::ordered(records_)) places_[place.record] = place;
    }

    Regimen run() {
        for (std::size_t i = 0; i < records_.size(); ++i) {
            const auto* dose = std::get_if<Dose>(&records_[i]);
            if (dose != nullptr) add(*dose, places_[i]);
            else taken_.push_back(records_[i]);
        }
        return Regimen(std::move(taken_));
    }

private:
    /// Adds what is taken of a dose. What a reset cancels is left out, as nothing cancels a dose that has become a
    /// record after the reset.
    void add(const Dose& dose, const detail::Place& place) {
        const std::int64_t last = detail::last_given(dose, place);
        std::int64_t k = 0;
        if (dose.ss != SteadyStateDose::none) taken_.emplace_back(single(dose, k++));
        if (k <= last) require_after_start(dose.time_of(k));
        for (; k <= last; ++k) {
            const auto draw = 2 * static_cast<std::uint64_t>(k);
            if (uniform(draw, place) < adherence_.missed) continue;
            const double spread = 2.0 * uniform(draw + 1, place) - 1.0;
            Dose one = single(dose, k);
            one.time.value = moved(one.time.value, spread * adherence_.shift.value, place);
            taken_.emplace_back(one);
        }
    }

    double uniform(std::uint64_t draw, const detail::Place& place) const {
        return random::uniform(seed_, subject_, draw, place.record);
    }

    /// Throws InputError if a dose at this time could be moved before the start of the run.
    void require_after_start(double time) const {
        if (time < adherence_.shift.value)
            throw InputError(
                "shift", to_text(adherence_.shift.value),
                "could move the dose at " + to_text(time) + " h before the start of the run");
    }

    /// Returns a time moved by so many hours. A dose stays on its side of a reset: it moves the other way instead,
    /// or not at all if there is a reset there too.
    static double moved(double time, double hours, const detail::Place& place) {
        if (place.reaches(time + hours)) return time + hours;
        return place.reaches(time - hours) ? time - hours : time;
    }

    const std::vector<Record>& records_;
    const Adherence& adherence_;
    std::uint64_t seed_, subject_;
    std::vector<detail::Place> places_;
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
