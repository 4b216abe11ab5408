#pragma once
/// This header draws the records of a regimen.

#include <iterator>
#include <string>
#include <vector>

#include "draw.hpp"
#include "opiodyn/dosing.hpp"

namespace fuzz {

/// Names and Numbers say where a record takes its names and numbers from.
using Names = std::string (*)(Draw&);
using Numbers = double (*)(Draw&);

struct RecordDraws {
    Names drug, compartment, stimulus, parameter;
    Numbers amount, time;
    std::int64_t most_repetitions;  ///< ADDL stays below [-]
};

inline opiodyn::Time time_or_zero(Draw& draw, const RecordDraws& draws) {
    return opiodyn::Time{draw.coin() ? draws.time(draw) : 0.0};
}

inline void repeat(Draw& draw, const RecordDraws& draws, opiodyn::Time& ii, std::int64_t& addl) {
    if (draw.coin()) return;
    ii = opiodyn::Time{draws.time(draw)};
    addl = draw.below(static_cast<int>(draws.most_repetitions));
}

inline opiodyn::Dose draw_dose(Draw& draw, const RecordDraws& draws) {
    constexpr int routes = 9, steady_states = 4;  // one more than there are
    opiodyn::Dose dose;
    dose.drug = draws.drug(draw);
    dose.amount = opiodyn::Mass{draws.amount(draw)};
    dose.route =
        draw.coin() ? opiodyn::Route::intravenous : static_cast<opiodyn::Route>(draw.below(routes));
    dose.time = time_or_zero(draw, draws);
    repeat(draw, draws, dose.ii, dose.addl);
    if (draw.coin()) return dose;
    if (draw.coin()) dose.dur = opiodyn::Time{draws.time(draw)};
    if (draw.coin()) dose.rate = opiodyn::MassRate{draws.amount(draw)};
    if (draw.coin()) dose.ss = static_cast<opiodyn::SteadyStateDose>(draw.below(steady_states));
    if (draw.coin()) dose.cmt = draws.compartment(draw);
    if (draw.coin()) dose.F = draws.amount(draw);
    if (draw.coin()) dose.lag = opiodyn::Time{draws.time(draw)};
    return dose;
}

inline opiodyn::Stimulus draw_stimulus(Draw& draw, const RecordDraws& draws) {
    opiodyn::Stimulus stimulus{draws.stimulus(draw), draws.amount(draw)};
    stimulus.time = time_or_zero(draw, draws);
    repeat(draw, draws, stimulus.ii, stimulus.addl);
    return stimulus;
}

inline opiodyn::Change draw_change(Draw& draw, const RecordDraws& draws) {
    opiodyn::Change change{time_or_zero(draw, draws), {}};
    for (int k = draw.below(3); k >= 0; --k) {
        const std::string name = draws.parameter(draw);
        change.parameters[name] = draws.amount(draw);
    }
    return change;
}

inline opiodyn::Concentration draw_concentration(Draw& draw, const RecordDraws& draws) {
    constexpr int units = 7;  // one more than there are
    opiodyn::Concentration given;
    given.drug = draws.drug(draw);
    given.unit = static_cast<opiodyn::ConcentrationUnit>(draw.below(units));
    given.time = time_or_zero(draw, draws);
    double time = 0.0;
    for (int k = 1 + draw.below(4); k >= 0; --k) {
        given.times.push_back(time);
        given.values.push_back(draws.amount(draw));
        time += draws.time(draw);
    }
    if (draw.once_in(16)) given.values.pop_back();
    return given;
}

inline opiodyn::Record draw_record(Draw& draw, const RecordDraws& draws) {
    switch (draw.below(10)) {
        case 1:
            return opiodyn::Reset{time_or_zero(draw, draws)};
        case 2:
            return draw_change(draw, draws);
        case 3:
            return draw_stimulus(draw, draws);
        case 4:
            return draw_concentration(draw, draws);
        default:
            return draw_dose(draw, draws);
    }
}

/// Returns at most so many records, as many as the bytes are enough for.
inline std::vector<opiodyn::Record> draw_records(Draw& draw, const RecordDraws& draws, int most) {
    std::vector<opiodyn::Record> records;
    do records.push_back(draw_record(draw, draws));
    while (static_cast<int>(records.size()) < most && !draw.empty());
    return records;
}

}  // namespace fuzz
