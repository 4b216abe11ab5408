#pragma once
/// This header makes the subjects of a study: people with records of all kinds, each with outputs of their own.

#include <algorithm>
#include <vector>

#include "opiodyn/batch.hpp"
#include "support/batches.hpp"

namespace support {

/// Returns a time in the first days of a study, often one at which other records act too.
inline double study_time(Random& random) {
    return random.coin() ? 6.0 * random.below(8) : random.uniform(0.0, 48.0);
}

inline opiodyn::Dose study_dose(Random& random) {
    using opiodyn::Route, opiodyn::Time;
    const double mg = random.log_uniform(0.5, 50.0), at = study_time(random);
    auto given = random.coin() ? dose("naltrexone", mg, Route::oral, at)
                               : infusion("naltrexone", mg, random.uniform(0.1, 9.0), at);
    if (random.coin()) given.lag = Time{random.coin() ? 6.0 : random.uniform(0.0, 3.0)};
    if (random.coin()) {
        given.ii = Time{random.coin() ? 12.0 : random.uniform(5.0, 24.0)};
        given.addl = random.below(4);
        // A steady state is dear, so that few doses ask for it.
        if (random.below(4) == 0) given.ss = opiodyn::SteadyStateDose::reset;
    }
    return given;
}

inline opiodyn::Change study_change(Random& random) {
    const double at = random.below(3) == 0 ? 0.0 : study_time(random);
    if (random.coin()) return {opiodyn::Time{at}, {{"naltrexone.CL", random.uniform(40.0, 300.0)}}};
    return {opiodyn::Time{at},
            {{"naltrexone.oral.F", random.uniform(0.05, 0.9)},
             {"naltrexone.V1", random.uniform(200.0, 2000.0)}}};
}

/// Returns one to six records in any order.
inline opiodyn::Regimen study_regimen(Random& random) {
    opiodyn::Regimen records;
    for (int k = 1 + random.below(6); k > 0; --k) switch (random.below(6)) {
            case 0:
                records += opiodyn::Regimen(study_change(random));
                break;
            case 1:
                records += opiodyn::Regimen(opiodyn::Reset{opiodyn::Time{study_time(random)}});
                break;
            default:
                records += opiodyn::Regimen(study_dose(random));
        }
    return records;
}

/// Returns outputs that lie between records, and before, between and after those of an instant.
inline std::vector<opiodyn::Output> study_outputs(Random& random) {
    using opiodyn::Output;
    std::vector<Output> outputs;
    for (int k = 1 + random.below(40); k > 0; --k) {
        const double at = study_time(random);
        outputs.emplace_back(at);
        if (random.coin()) outputs.emplace_back(at, Output::before);
        if (random.coin()) outputs.emplace_back(at, static_cast<std::size_t>(random.below(7)));
    }
    std::sort(outputs.begin(), outputs.end(), [](const Output& a, const Output& b) {
        return a.time != b.time ? a.time < b.time : a.seen < b.seen;
    });
    return outputs;
}

/// A study has subjects of several shapes and the outputs of each.
struct Study {
    std::vector<opiodyn::Subject> subjects;
    std::vector<std::vector<opiodyn::Output>> outputs;
};

inline Study random_study(Random& random, int count) {
    Study study{random_subjects(random, count), {}};
    for (auto& subject : study.subjects) {
        subject.regimen = study_regimen(random);
        study.outputs.push_back(study_outputs(random));
    }
    return study;
}

}  // namespace support
