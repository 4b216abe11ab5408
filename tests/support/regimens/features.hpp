#pragma once
/// This header has everything that a dose can have, one by one, to be combined in pairs and triples. All times are
/// quarters of an hour, so that they often coincide, and exactly.

#include <array>
#include <utility>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "support/models.hpp"
#include "support/random.hpp"

namespace support {

inline double quarters(Random& random, double low, double high) {
    return 0.25 * std::round(4 * random.uniform(low, high));
}

/// A Draft is a regimen in the making. Features change `dose` or add records beside it.
struct Draft {
    Random& random;
    bool depot{}, peripheral{};  ///< compartments that the model has
    opiodyn::Dose dose{};
    std::vector<opiodyn::Record> records{};

    opiodyn::Dose plain() {
        const auto route = depot ? opiodyn::Route::oral : opiodyn::Route::intravenous;
        return support::dose("a", random.log_uniform(10, 1000), route, quarters(random, 0, 10));
    }
    void start() { dose = plain(); }
    void finish() { records.emplace_back(dose); }
    void need_interval() {
        if (dose.ii.value == 0) dose.ii = opiodyn::Time{quarters(random, 2, 12)};
    }
    void infuse(double duration, double rate) {
        if (dose.cmt.empty()) dose.route = opiodyn::Route::intravenous;
        dose.dur = opiodyn::Time{duration};
        dose.rate = opiodyn::MassRate{rate};
    }
    void into(const char* compartment) {
        dose.cmt = compartment;
        dose.route = opiodyn::Route::intravenous;
    }
};

struct Feature {
    const char* name;
    void (*add)(Draft&);
};

inline constexpr std::array plain_features{
    Feature{"bolus", [](Draft&) {}},
    Feature{"infusion by duration", [](Draft& d) { d.infuse(quarters(d.random, 0.25, 10), 0); }},
    Feature{"infusion by rate",
            [](Draft& d) { d.infuse(0, d.dose.amount.value / d.random.uniform(0.2, 10)); }},
    Feature{"bioavailability", [](Draft& d) { d.dose.F = d.random.uniform(0.3, 1.5); }},
    Feature{"lag", [](Draft& d) { d.dose.lag = opiodyn::Time{quarters(d.random, 0.25, 20)}; }},
    Feature{"additional doses",
            [](Draft& d) {
                d.need_interval();
                d.dose.addl = 1 + d.random.below(5);
            }},
    Feature{"infusion into the depot",
            [](Draft& d) {
                d.into(d.depot ? "depot" : "central");
                d.infuse(quarters(d.random, 0.25, 10), 0);
            }},
    Feature{"into a compartment",
            [](Draft& d) { d.into(d.peripheral ? "peripheral" : "central"); }},
    Feature{"second record",
            [](Draft& d) {
                auto second = d.plain();
                second.route = opiodyn::Route::intravenous;
                if (d.random.coin()) second.dur = opiodyn::Time{quarters(d.random, 0.25, 10)};
                d.records.emplace_back(second);
            }},
    Feature{"infusion longer than ii",
            [](Draft& d) {
                d.need_interval();
                const double ii = d.dose.ii.value;
                d.infuse(
                    d.random.coin() ? ii * (1 + d.random.below(4)) : quarters(d.random, ii, 5 * ii),
                    0);
            }},
};

/// A resetting feature replaces or forgets the past.
inline constexpr std::array resetting_features{
    Feature{"steady state",
            [](Draft& d) {
                d.need_interval();
                d.dose.ss = opiodyn::SteadyStateDose::reset;
            }},
    Feature{"added steady state",
            [](Draft& d) {
                d.need_interval();
                d.dose.ss = opiodyn::SteadyStateDose::add;
            }},
    Feature{"reset",
            [](Draft& d) {
                d.records.emplace_back(opiodyn::Reset{opiodyn::Time{quarters(d.random, 0, 24)}});
            }},
    Feature{"reset with a dose",
            [](Draft& d) {
                const auto dose = d.plain();
                const opiodyn::Reset reset{dose.time};
                const bool dose_first = d.random.below(4) == 0;
                if (dose_first) d.records.emplace_back(dose);
                d.records.emplace_back(reset);
                if (!dose_first) d.records.emplace_back(dose);
            }},
    Feature{"constant infusion at steady state",
            [](Draft& d) {
                auto dose = d.plain();
                dose.route = opiodyn::Route::intravenous;
                dose.amount = opiodyn::Mass{0};
                dose.rate = opiodyn::MassRate{d.random.log_uniform(1, 100)};
                dose.F = d.random.uniform(0.5, 1.0);  // It acts on no amount.
                dose.ss = d.random.coin() ? opiodyn::SteadyStateDose::reset
                                          : opiodyn::SteadyStateDose::add;
                d.records.emplace_back(dose);
            }},
};

inline std::vector<Feature> all_features() {
    std::vector<Feature> all(plain_features.begin(), plain_features.end());
    all.insert(all.end(), resetting_features.begin(), resetting_features.end());
    return all;
}

/// Returns a regimen with all these features: on one dose, or each on a dose of its own.
inline opiodyn::Regimen combine(const std::vector<Feature>& features, bool together, Draft draft) {
    draft.start();
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (i > 0 && !together) {
            draft.finish();
            draft.start();
        }
        features[i].add(draft);
    }
    draft.finish();
    return opiodyn::Regimen(draft.records);
}

}  // namespace support
