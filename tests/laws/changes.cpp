/// Parameters that change on the way, among everything else a regimen can hold, against one
/// compartment solved in pieces, in long double.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <vector>

#include "opiodyn/opiodyn.hpp"
#include "support/exponentials.hpp"
#include "support/figure.hpp"
#include "support/regimens/features.hpp"
#include "support/worst.hpp"

namespace od = opiodyn;
using support::Random, support::Real;

namespace {

/// One compartment; an oral dose enters it at a constant rate, so that F, lag and duration are
/// those of the dose's time.
const std::map<std::string, double> initial{{"a.CL", 5.0},
                                            {"a.V1", 40.0},
                                            {"a.oral.F", 0.7},
                                            {"a.oral.lag", 0.5},
                                            {"a.oral.duration", 2.0}};

od::Model one_compartment() {
    auto drug = support::drug("a", initial.at("a.CL"), {initial.at("a.V1")});
    drug.absorption = {od::ZeroOrder{2.0, 0.7, 0.5}};
    return support::pk_model({drug});
}

/// A bolus (end = begin) or an infusion, by a record.
struct Arrival {
    Real begin, end, amount;
    std::size_t record;
};

/// The amount in the compartment, record by record.
class Pieces {
public:
    explicit Pieces(const od::Regimen& regimen) : records_(regimen.records()), in_force_(initial) {
        for (std::size_t i = 0; i < records_.size(); ++i) order_.push_back(i);
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            return od::time_of(records_[a]) < od::time_of(records_[b]);
        });
    }

    /// The concentration at t, with all that happens then.
    Real at(Real t) {
        for (; done_ < order_.size() && od::time_of(records_[order_[done_]]) <= t; ++done_) {
            record_ = order_[done_];
            advance(od::time_of(records_[record_]), record_);
            std::visit([this](const auto& record) { act(record); }, records_[record_]);
        }
        advance(t, records_.size());
        return amount_ / in_force_.at("a.V1");
    }

private:
    Real k() const { return Real(in_force_.at("a.CL")) / Real(in_force_.at("a.V1")); }

    /// From now_ to t under constant parameters: all boluses that arrive by then (at t itself, those
    /// of records before `seen`), and the parts of infusions.
    void advance(Real t, std::size_t seen) {
        Real amount = amount_ * std::exp(-k() * (t - now_));
        std::vector<Arrival> left;
        for (const auto& a : arrivals_) {
            if (a.begin == a.end) {
                if (a.begin < t || (a.begin == t && a.record < seen))
                    amount += a.amount * std::exp(-k() * (t - a.begin));
                else left.push_back(a);
                continue;
            }
            const Real from = std::max(a.begin, now_), to = std::min(a.end, t);
            if (from < to)
                amount += a.amount / (a.end - a.begin) / k() * -std::expm1(-k() * (to - from)) *
                          std::exp(-k() * (t - to));
            if (a.end > t) left.push_back(a);
        }
        amount_ = amount;
        arrivals_ = left;
        now_ = t;
    }

    void act(const od::Change& change) {
        for (const auto& [name, value] : change.parameters) in_force_[name] = value;
    }
    void act(const od::Stimulus&) {}       // none here: nothing in this model answers
    void act(const od::Concentration&) {}  // none here: the drug has kinetics
    void act(const od::Reset&) {
        amount_ = 0;
        arrivals_.clear();
    }
    void act(const od::Dose& dose) {
        const bool oral = dose.route == od::Route::oral && dose.cmt.empty();
        const Real lag = Real(dose.lag.value) + Real(oral ? in_force_.at("a.oral.lag") : 0.0);
        const Real ordered = Real(dose.F) * Real(dose.amount.value);
        const Real amount = ordered * Real(oral ? in_force_.at("a.oral.F") : 1.0);
        Real length = oral ? in_force_.at("a.oral.duration") : dose.dur.value;
        if (dose.rate.value > 0) length = ordered / Real(dose.rate.value);
        if (dose.ss == od::SteadyStateDose::reset) act(od::Reset{});
        if (dose.endless()) {
            amount_ += Real(dose.rate.value) / k();
            return;
        }
        const Real ii = dose.ii.value;
        if (dose.ss != od::SteadyStateDose::none) add_past(lag, length, ii, amount);
        for (std::int64_t n = 0; n <= dose.addl; ++n) {
            const Real begin = Real(dose.time.value) + Real(n) * ii + lag;
            give({begin, begin + length, amount, record_});
        }
    }

    void give(const Arrival& arrival) {
        if (arrival.begin == arrival.end && arrival.begin <= now_) amount_ += arrival.amount;
        else arrivals_.push_back(arrival);
    }

    /// Doses every ii before now: what is left of them, and what they still bring.
    void add_past(Real lag, Real length, Real ii, Real amount) {
        Real begin = now_ + lag - ii;
        for (; begin + length > now_; begin -= ii) {
            give({begin, begin + length, amount, record_});
            if (begin < now_) amount_ += amount / length / k() * -std::expm1(-k() * (now_ - begin));
        }
        const Real one = length > 0 ? -std::expm1(-k() * length) / (k() * length) : 1;
        amount_ += amount * one * std::exp(-k() * (now_ - begin - length)) / -std::expm1(-k() * ii);
    }

    std::vector<od::Record> records_;
    std::map<std::string, double> in_force_;
    std::vector<std::size_t> order_;
    std::vector<Arrival> arrivals_;
    std::size_t done_{0}, record_{0};
    Real now_{0}, amount_{0};
};

od::Change random_change(Random& random) {
    od::Change change{od::Time{support::quarters(random, 0, 40)}, {}};
    while (change.parameters.empty())
        for (const auto& [name, value] : initial)
            if (random.below(3) == 0)
                change.parameters[name] = name == "a.oral.F" ? random.uniform(0.1, 1.0)
                                          : name == "a.oral.lag" || name == "a.oral.duration"
                                              ? support::quarters(random, 0.25, 8.0)
                                              : random.log_uniform(0.5 * value, 2.0 * value);
    return change;
}

/// Up to three features, each on a dose of its own, and changes at any place in the list.
od::Regimen random_regimen(Random& random) {
    const auto features = support::all_features();
    std::vector<od::Record> records;
    for (int n = 1 + random.below(3); n > 0; --n) {
        const auto& feature =
            features[static_cast<std::size_t>(random.below(static_cast<int>(features.size())))];
        support::Draft draft{random, random.coin(), false};
        const bool second = random.coin();
        const auto& other =
            features[static_cast<std::size_t>(random.below(static_cast<int>(features.size())))];
        auto regimen = second ? support::combine({feature, other}, true, draft)
                              : support::combine({feature}, true, draft);
        for (auto record : regimen.records()) {
            if (auto* dose = std::get_if<od::Dose>(&record))
                if (!dose->cmt.empty()) dose->cmt = "central";
            records.push_back(record);
        }
    }
    for (int n = 1 + random.below(4); n > 0; --n)
        records.insert(records.begin() + random.below(static_cast<int>(records.size()) + 1),
                       random_change(random));
    return od::Regimen(records);
}

}  // namespace

TEST_CASE("changes among all features follow one compartment solved in pieces") {
    constexpr double limit = 1e-12;  // as of the other closed forms
    Random random(8);
    const auto model = one_compartment();
    support::Worst worst;
    for (int i = 0; i < 10000; ++i) {
        const auto regimen = random_regimen(random);
        std::vector<double> times;
        for (double t = 0.0; t < 60.0; t += 1.25) times.push_back(t);
        const auto C = od::simulate(model, regimen, times).concentration("a");
        Pieces pieces(regimen);
        double error = 0.0, top = 0.0;
        for (std::size_t n = 0; n < times.size(); ++n) {
            const auto expected = static_cast<double>(pieces.at(times[n]));
            top = std::max(top, expected);
            error = std::max(error, std::abs(C[static_cast<od::Index>(n)] - expected));
        }
        CAPTURE(i, od::to_text(regimen));
        CHECK(error <= limit * top);
        worst.add(error == 0.0 ? 0.0 : error / top);
    }
    support::figure("10,000 regimens with changes", worst.value(), limit);
}

TEST_CASE("changes of nearly one time act in the order in which other records do") {
    // The first two are of one instant, and so are the last two; the first and the last are not.
    const auto change = [](double time, double clearance) {
        return od::Regimen(od::Change{od::Time{time}, {{"a.CL", clearance}}});
    };
    const auto dose = od::Regimen(support::dose("a", 10.0, od::Route::oral));
    const auto amount = [&](const od::Regimen& regimen) {
        return od::simulate(one_compartment(), dose + regimen, {8.0}).concentration("a")[0];
    };
    const double last = 1.0 + 1.8e-13, middle = 1.0 + 0.9e-13;
    REQUIRE(od::same_instant(1.0, middle));
    REQUIRE(od::same_instant(middle, last));
    REQUIRE_FALSE(od::same_instant(1.0, last));
    const double expected = amount(change(1.0, 1.0));  // the times differ by 1e-13
    CHECK(std::abs(amount(change(last, 1.0) + change(middle, 50.0) + change(1.0, 100.0)) -
                   expected) <= 1e-9 * expected);
}
