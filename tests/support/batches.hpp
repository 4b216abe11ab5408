#pragma once
/// This header makes batches of all kinds of subjects, and tells whether two rows are the same to the last bit.

#include <cstdint>
#include <cstring>
#include <vector>

#include "opiodyn/batch.hpp"
#include "support/models.hpp"
#include "support/random.hpp"

namespace support {

inline opiodyn::Regimen random_regimen(Random& random) {
    const opiodyn::Regimen doses = dose("naltrexone", random.log_uniform(0.5, 50.0),
                                        opiodyn::Route::oral, random.uniform(0.0, 3.0))
                                       .every(opiodyn::Time{24.0}, 1 + random.below(3));
    switch (random.below(5)) {
        case 0:
            return doses + infusion("naltrexone", 2.0, random.uniform(0.1, 9.0), 30.0);
        case 1:
            return doses + opiodyn::Change{opiodyn::Time{random.uniform(5.0, 40.0)},
                                           {{"naltrexone.CL", 60.0}}};
        case 2:
            return doses + opiodyn::Reset{opiodyn::Time{random.uniform(5.0, 40.0)}};
        case 3: {
            auto steady = dose("naltrexone", 4.5, opiodyn::Route::oral);
            steady.ii = opiodyn::Time{24.0};
            steady.ss = opiodyn::SteadyStateDose::reset;
            return opiodyn::Regimen({steady});
        }
        default:
            return doses;
    }
}

/// Returns subjects of three shapes: the default, all of the response under retention, and none of it at
/// equilibrium.
inline std::vector<opiodyn::Subject> random_subjects(Random& random, int count) {
    opiodyn::ModelOptions shapes[3];
    shapes[1].biophase = opiodyn::Biophase::retention;
    shapes[1].response = opiodyn::ResponseOptions::all();
    shapes[2] = held();
    shapes[2].binding = opiodyn::BindingMode::equilibrium;
    std::vector<opiodyn::Subject> subjects;
    for (int k = 0; k < count; ++k) {
        auto options = shapes[random.below(3)];
        options.parameters = {{"naltrexone.CL", random.log_uniform(50.0, 300.0)},
                              {"naltrexone.V1", random.log_uniform(200.0, 2000.0)},
                              {"naltrexone.mu.K", random.log_uniform(0.3, 3.0)}};
        subjects.push_back({opiodyn::Model(options), random_regimen(random)});
    }
    return subjects;
}

inline opiodyn::BatchRequest both_kinds() {
    using Statistic = opiodyn::Metric::Statistic;
    opiodyn::BatchRequest request;
    request.times = {0.0, 0.5, 3.0, 24.0, 24.25, 40.0, 48.0};
    request.columns = {"occupancy.naltrexone.mu", "concentration.naltrexone"};
    const char* const column = "occupancy.naltrexone.mu";
    for (const auto statistic : {Statistic::area, Statistic::mean, Statistic::peak,
                                 Statistic::trough, Statistic::time_above})
        request.metrics.push_back({statistic, column, {0.0, 48.0, 24.0, 8.0, 24.0}, 0.2});
    request.metrics.push_back({Statistic::area, "concentration.naltrexone", {1.0, 37.0}});
    return request;
}

inline std::uint64_t hash(const double* values, std::int64_t count,
                          std::uint64_t seed = 14695981039346656037ULL) {
    for (std::int64_t k = 0; k < count; ++k) {  // This is FNV-1a over words.
        std::uint64_t word = 0;
        std::memcpy(&word, values + k, sizeof word);
        seed = (seed ^ word) * 1099511628211ULL;
    }
    return seed;
}

/// Returns a hash of all numbers of one row.
inline std::uint64_t row_hash(const opiodyn::Batch& batch, std::int64_t row) {
    const auto width = batch.times * batch.columns;
    const auto values = hash(batch.values.data() + row * width, width);
    return hash(batch.metric_values.data() + row * batch.metrics, batch.metrics, values) ^
           static_cast<std::uint64_t>(batch.steps[static_cast<std::size_t>(row)]);
}

inline std::vector<std::uint64_t> row_hashes(const opiodyn::Batch& batch) {
    std::vector<std::uint64_t> hashes;
    for (std::int64_t row = 0; row < batch.size(); ++row) hashes.push_back(row_hash(batch, row));
    return hashes;
}

}  // namespace support
